/** One curve chart: redrawn from the run store by itself, outside React; values by pointer and arrow keys. */
import { useCallback, useImperativeHandle, useMemo, useRef, type KeyboardEvent, type PointerEvent, type Ref } from "react";
import { axisEnd } from "@/features/evaluate/curve-axis";
import { curveChart, figureOf, figuresAt, plannedSteps, seenSteps, type CurveKind, type CurveOptions } from "@/features/evaluate/curve-model";
import { useBench, useRun } from "@/hooks/bench";
import { useController } from "@/hooks/use-controller";
import { useSay } from "@/ui/locale";
import { fixed, grouped } from "@/viz/figures";
import { lineChartScene, plotArea } from "@/viz/line-chart";
import { currentPalette, type Palette } from "@/viz/palette";
import { valueFromPx, type Interval } from "@/viz/scales";
import type { Scene } from "@/viz/scene";
import { createSceneView } from "@/viz/scene-view";

export interface CurvePlotHandle {
  scene(): Scene | undefined;
}
export interface CurvePlotProps {
  readonly kind: CurveKind;
  readonly options: CurveOptions;
  readonly cursor: number | undefined;
  readonly onCursor: (step: number | undefined) => void;
  readonly ref?: Ref<CurvePlotHandle>;
}

export function CurvePlot({ kind, options, cursor, onCursor, ref }: CurvePlotProps) {
  const say = useSay();
  const { run } = useBench();
  const { totalSteps, stepsPerEpoch } = useRun(plannedSteps);
  // It moves a few times in a run, so that a selector may say it.
  const shownSteps = useRun(({ curves }) => axisEnd({ seen: seenSteps(curves), totalSteps, stepsPerEpoch, isWhole: options.isWholePlan }));
  const domain = useRef<{ readonly runId: string | undefined; readonly isLog: boolean; readonly y: Interval }>(undefined);

  const chartNow = useCallback(() => {
    const { curves, runId, run: status } = run.getState();
    const known = domain.current;
    const before = known?.runId === runId && known?.isLog === options.isLog ? known.y : undefined;
    const isByStep = stepsPerEpoch === 1;
    const chart = curveChart({
      kind,
      curves,
      options,
      totalSteps,
      stepsPerEpoch,
      isLive: status.status === "running",
      before,
      title: titleOf(kind, options.isLog, say),
      xTitle: xTitleOf(isByStep, shownSteps < totalSteps ? totalSteps / stepsPerEpoch : undefined, say),
      cursor,
    });
    domain.current = { runId, isLog: options.isLog, y: chart.yDomain };
    return chart;
  }, [run, kind, options, totalSteps, stepsPerEpoch, shownSteps, cursor, say]);

  const scene = useMemo(
    () => ({
      build: (width: number, height: number, palette: Palette) => lineChartScene(chartNow(), width, height, palette),
      watch: (invalidate: () => void) =>
        run.subscribe((state, before) => {
          if (state.curvesRevision !== before.curvesRevision || state.run !== before.run || state.plan !== before.plan) invalidate();
        }),
    }),
    [chartNow, run],
  );
  const [canvas, controller] = useController(createSceneView, scene);
  useImperativeHandle(ref, () => ({ scene: () => controller.current?.scene() }), [controller]);

  const stepAt = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const { x } = plotArea(chartNow(), box.width, box.height, currentPalette());
    return Math.round(Math.min(shownSteps, Math.max(0, valueFromPx(x, event.clientX - box.left))));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = seenSteps(run.getState().curves);
    const stride = event.shiftKey ? Math.max(1, Math.round(shownSteps / 10)) : Math.max(1, Math.round(shownSteps / 100));
    const from = cursor ?? last;
    const target = { ArrowRight: from + stride, ArrowLeft: from - stride, Home: 0, End: last }[event.key];
    if (target !== undefined) onCursor(Math.min(last, Math.max(0, target)));
    else if (event.key === "Escape" && cursor !== undefined) onCursor(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const shown = cursor === undefined ? undefined : figuresAt(run.getState().curves, kind, cursor);
  const parts = shown ? readout(shown, kind, stepsPerEpoch, say) : undefined;

  return (
    <div
      className="curve-plot"
      role="slider"
      tabIndex={0}
      aria-label={titleOf(kind, options.isLog, say)}
      aria-valuemin={0}
      aria-valuemax={shownSteps}
      aria-valuenow={shown?.step ?? 0}
      aria-valuetext={parts?.join(", ") ?? say({ en: "Arrow keys read values", zh: "用方向键读取数值" })}
      onPointerMove={(event) => onCursor(stepAt(event))}
      onPointerLeave={() => onCursor(undefined)}
      onBlur={() => onCursor(undefined)}
      onKeyDown={onKeyDown}
    >
      <canvas ref={canvas} className="scene" />
      {/* Beside the cursor, on the side with more room. */}
      {parts && (
        <output className={`readout figure${(cursor ?? 0) > shownSteps / 2 ? " is-left" : ""}`}>
          {parts.map((part) => (
            <span key={part}>{part}</span>
          ))}
        </output>
      )}
    </div>
  );
}

type Say = ReturnType<typeof useSay>;

function titleOf(kind: CurveKind, isLog: boolean, say: Say): string {
  if (kind === "accuracy") return say({ en: "Accuracy, %", zh: "准确率，%" });
  return isLog ? say({ en: "Loss, log scale", zh: "损失，对数刻度" }) : say({ en: "Loss", zh: "损失" });
}

/** Where the axis does not reach to the end of the plan it says how far that is. */
function xTitleOf(isByStep: boolean, planned: number | undefined, say: Say): string {
  const count = planned === undefined ? "" : grouped(planned);
  if (isByStep) return planned === undefined ? say({ en: "step", zh: "步" }) : say({ en: "step, of {count} planned", zh: "步，计划共 {count} 步" }, { count });
  return planned === undefined ? say({ en: "epoch", zh: "轮" }) : say({ en: "epoch, of {count} planned", zh: "轮，计划共 {count} 轮" }, { count });
}

function readout({ step, train, validation }: ReturnType<typeof figuresAt>, kind: CurveKind, stepsPerEpoch: number, say: Say): readonly string[] {
  const parts = [
    stepsPerEpoch === 1
      ? say({ en: "step {step}", zh: "第 {step} 步" }, { step: grouped(step) })
      : say({ en: "epoch {epoch}", zh: "第 {epoch} 轮" }, { epoch: fixed(step / stepsPerEpoch, 2) }),
  ];
  if (train !== undefined) parts.push(say({ en: "train {value}", zh: "训练 {value}" }, { value: figureOf(kind, train) }));
  if (validation !== undefined) parts.push(say({ en: "validation {value}", zh: "验证 {value}" }, { value: figureOf(kind, validation) }));
  return parts;
}
