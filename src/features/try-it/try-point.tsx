/** A point in the plane: drag it, or set its coordinates; the network says which class it is. */
import { useMemo, useState, type KeyboardEvent, type PointerEvent } from "react";
import { TryHead } from "@/features/try-it/try-head";
import { Verdict } from "@/features/try-it/verdict";
import { useBench } from "@/hooks/bench";
import { useShownDataset } from "@/hooks/use-dataset";
import { usePrediction } from "@/hooks/use-prediction";
import { useSay } from "@/ui/locale";
import { ScrollArea } from "@/ui/scroll-area";
import { Slider } from "@/ui/slider";
import { fixed } from "@/viz/figures";

const unitBounds = { min: -1, max: 1 };

export function TryPoint() {
  const say = useSay();
  const { view } = useBench();
  const { min, max } = useShownDataset()?.bounds ?? unitBounds;
  const [point, setPoint] = useState({ x: 0.4, y: 0.3 });
  const inputs = useMemo(() => Float32Array.of(point.x, point.y), [point]);
  const prediction = usePrediction(inputs);
  const within = (value: number) => Math.min(max, Math.max(min, Math.round(value * 100) / 100));
  const move = (x: number, y: number) => {
    const next = { x: within(x), y: within(y) };
    setPoint(next);
    view.setState({ example: { inputs: Float32Array.of(next.x, next.y) } });
  };
  const drag = (event: PointerEvent<SVGSVGElement>) => {
    if (event.buttons !== 1) return;
    const box = event.currentTarget.getBoundingClientRect();
    move(min + ((event.clientX - box.left) / box.width) * (max - min), max - ((event.clientY - box.top) / box.height) * (max - min));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.shiftKey ? 0.2 : 0.05;
    const steps: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, by], ArrowDown: [0, -by] };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    move(point.x + step[0], point.y + step[1]);
  };
  const size = max - min;
  const where = say({ en: "x₁ {x}, x₂ {y}", zh: "x₁ {x}，x₂ {y}" }, { x: fixed(point.x, 2), y: fixed(point.y, 2) });
  return (
    <div className="try">
      <TryHead />
      <ScrollArea className="try-body" label={say({ en: "Question and answer", zh: "输入与回答" })}>
        <div className="try-input">
          <svg
            className="point-pad"
            viewBox={`${min} ${-max} ${size} ${size}`}
            role="application"
            aria-label={say({ en: "The point, at {where}. Arrow keys move it.", zh: "点位于 {where}。用方向键移动。" }, { where })}
            tabIndex={0}
            onKeyDown={onKeyDown}
            onPointerDown={(event) => {
              event.currentTarget.setPointerCapture(event.pointerId);
              drag(event);
            }}
            onPointerMove={drag}
          >
            <path d={`M${min} 0H${max}M0 ${-max}V${-min}`} strokeWidth={size / 140} />
            <circle cx={point.x} cy={-point.y} r={size / 22} strokeWidth={size / 60} />
          </svg>
          <Slider label="x₁" value={point.x} min={min} max={max} step={0.01} format={(value) => `x₁ ${fixed(value, 2)}`} onChange={(x) => move(x, point.y)} />
          <Slider label="x₂" value={point.y} min={min} max={max} step={0.01} format={(value) => `x₂ ${fixed(value, 2)}`} onChange={(y) => move(point.x, y)} />
        </div>
        <Verdict outputs={prediction?.outputs} />
      </ScrollArea>
    </div>
  );
}
