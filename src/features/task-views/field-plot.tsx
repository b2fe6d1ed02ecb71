/** A drawing with two axes: values by pointer and arrow keys, wherever one points. */
import { useImperativeHandle, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent, type Ref } from "react";
import { useBench } from "@/hooks/bench";
import { useController } from "@/hooks/use-controller";
import { useSay } from "@/ui/locale";
import { fieldArea, type FieldFrame } from "@/viz/field-chart";
import { currentPalette, type Palette } from "@/viz/palette";
import { pxFromValue, valueFromPx, type Scale } from "@/viz/scales";
import type { Scene } from "@/viz/scene";
import { createSceneView } from "@/viz/scene-view";

export interface FieldPlotHandle {
  scene(): Scene | undefined;
}
export interface FieldPlotProps {
  readonly label: string;
  /** Memoised by the caller. */
  readonly build: (width: number, height: number, palette: Palette) => Scene;
  /** The axes that `build` draws now. */
  readonly frame: () => FieldFrame;
  /** What to say of a place, line by line. */
  readonly read: (x: number, y: number) => readonly string[];
  /** Drawn anew as the run goes on, not only when `build` changes. */
  readonly followsRun?: boolean;
  readonly ref?: Ref<FieldPlotHandle>;
}

interface Spot {
  readonly x: number;
  readonly y: number;
  /** From the corner of the plot. */
  readonly left: number;
  readonly top: number;
  readonly isRight: boolean;
  readonly isLow: boolean;
}

export function FieldPlot({ label, build, frame, read, followsRun = false, ref }: FieldPlotProps) {
  const say = useSay();
  const { run } = useBench();
  const element = useRef<HTMLDivElement>(null);
  const [spot, setSpot] = useState<Spot>();
  const options = useMemo(
    () => ({
      build,
      watch: followsRun
        ? (invalidate: () => void) =>
            run.subscribe((state, before) => {
              if (state.curvesRevision !== before.curvesRevision) invalidate();
            })
        : undefined,
    }),
    [build, followsRun, run],
  );
  const [canvas, controller] = useController(createSceneView, options);
  useImperativeHandle(ref, () => ({ scene: () => controller.current?.scene() }), [controller]);

  const area = () => {
    const box = element.current?.getBoundingClientRect() ?? new DOMRect();
    return { box, ...fieldArea(frame(), box.width, box.height, currentPalette()) };
  };
  const show = (x: number, y: number) => {
    const { box, x: xScale, y: yScale } = area();
    const inside = { x: clamp(x, xScale), y: clamp(y, yScale) };
    const [left, top] = [pxFromValue(xScale, inside.x), pxFromValue(yScale, inside.y)];
    setSpot({ ...inside, left, top, isRight: left > box.width / 2, isLow: top > box.height / 2 });
  };
  const onPointerMove = (event: PointerEvent) => {
    const { box, x, y } = area();
    show(valueFromPx(x, event.clientX - box.left), valueFromPx(y, event.clientY - box.top));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { x, y } = area();
    const stride = event.shiftKey ? 0.1 : 0.02;
    const step = { ArrowRight: [stride, 0], ArrowLeft: [-stride, 0], ArrowUp: [0, stride], ArrowDown: [0, -stride] }[event.key];
    const middle = (scale: Scale) => (scale.domain[0] + scale.domain[1]) / 2;
    if (step) {
      const [right = 0, up = 0] = step;
      show((spot?.x ?? middle(x)) + right * lengthOf(x), (spot?.y ?? middle(y)) + up * lengthOf(y));
    } else if (event.key === "Escape" && spot) setSpot(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const words = spot ? read(spot.x, spot.y) : [];
  return (
    <div
      ref={element}
      className="task-plot"
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuenow={spot?.x ?? 0}
      aria-valuetext={spot ? words.join(", ") : say({ en: "Arrow keys read values", zh: "用方向键读取数值" })}
      onPointerMove={onPointerMove}
      onPointerLeave={() => setSpot(undefined)}
      onBlur={() => setSpot(undefined)}
      onKeyDown={onKeyDown}
    >
      <canvas ref={canvas} />
      {spot && (
        <>
          <i className="task-spot" style={{ left: spot.left, top: spot.top }} />
          <output className={`readout figure${spot.isRight ? " is-left" : ""}${spot.isLow ? " is-above" : ""}`} style={{ left: spot.left, top: spot.top }}>
            {words.map((part) => (
              <span key={part}>{part}</span>
            ))}
          </output>
        </>
      )}
    </div>
  );
}

const lengthOf = ({ domain }: Scale) => domain[1] - domain[0];
const clamp = (value: number, { domain }: Scale) => Math.min(domain[1], Math.max(domain[0], value));
