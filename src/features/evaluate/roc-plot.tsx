/** One curve per class; the one that is pointed at, or chosen beside it, stands out with its name and area, else the hardest. */
import { useImperativeHandle, useMemo, useRef, type PointerEvent, type Ref } from "react";
import { hardestCurve, rocGeometry } from "@/features/evaluate/roc-plot-geometry";
import { lineAt, rocScene } from "@/features/evaluate/roc-scene";
import type { RocCurve } from "@/engine/protocol";
import { useController } from "@/hooks/use-controller";
import { useSay } from "@/ui/locale";
import { currentPalette, type Palette } from "@/viz/palette";
import type { Scene } from "@/viz/scene";
import { createSceneView } from "@/viz/scene-view";

export interface RocPlotHandle {
  scene(): Scene | undefined;
}
export interface RocPlotProps {
  readonly curves: readonly RocCurve[];
  /** Name and area of each curve, in words. */
  readonly labels: readonly string[];
  readonly chosen: number | undefined;
  readonly onChoose: (chosen: number | undefined) => void;
  readonly ref?: Ref<RocPlotHandle>;
}

/** How near the pointer has to come, px. */
const reach = 24;

export function RocPlot({ curves, labels, chosen, onChoose, ref }: RocPlotProps) {
  const say = useSay();
  const element = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => rocGeometry(curves), [curves]);
  const index = chosen ?? hardestCurve(curves);
  const label = index === undefined ? "" : (labels[index] ?? "");
  const options = useMemo(
    () => ({
      build: (width: number, height: number, palette: Palette) =>
        rocScene(
          {
            lines,
            xTitle: say({ en: "false alarms", zh: "误报率" }),
            yTitle: say({ en: "found", zh: "检出率" }),
            front: index === undefined ? undefined : { index, label },
          },
          width,
          height,
          palette,
        ),
    }),
    [lines, index, label, say],
  );
  const [canvas, controller] = useController(createSceneView, options);
  useImperativeHandle(ref, () => ({ scene: () => controller.current?.scene() }), [controller]);
  const point = (event: PointerEvent) => {
    const box = element.current?.getBoundingClientRect();
    if (box) onChoose(lineAt(lines, event.clientX - box.left, event.clientY - box.top, reach, box.width, box.height, currentPalette()));
  };
  return (
    <div
      ref={element}
      className="roc-plot"
      role="img"
      aria-label={`${say({ en: "Share found against share of false alarms", zh: "检出率与误报率" })}. ${label}`}
      onPointerMove={point}
      onPointerDown={point}
      onPointerLeave={() => onChoose(undefined)}
    >
      <canvas ref={canvas} />
    </div>
  );
}
