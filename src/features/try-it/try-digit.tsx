/** Images of one thing: draw one, or pick a test example; the answer follows while you draw and while training goes on. */
import { useEffect, useMemo, useState } from "react";
import { centerDigit } from "@/data/center-digit";
import { DrawPad, DrawTools } from "@/features/try-it/draw-pad";
import { PixelsCanvas } from "@/features/try-it/pixels-canvas";
import { gridSide, inkGrid, type Stroke } from "@/data/strokes";
import { TestPicker } from "@/features/try-it/test-picker";
import { TryHead } from "@/features/try-it/try-head";
import { Verdict } from "@/features/try-it/verdict";
import { useBench, useView } from "@/hooks/bench";
import { useShownDataset } from "@/hooks/use-dataset";
import { usePrediction } from "@/hooks/use-prediction";
import { useShownExample } from "@/hooks/use-shown-example";
import { useSay } from "@/ui/locale";
import { ScrollArea } from "@/ui/scroll-area";

export type TryMode = "draw" | "test";

export function TryDigit({ canDraw }: { readonly canDraw: boolean }) {
  const say = useSay();
  const { view } = useBench();
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const mode = useTryMode(canDraw);
  const seen = useMemo(() => centerDigit(inkGrid(strokes), gridSide, gridSide), [strokes]);
  const draw = (next: readonly Stroke[]) => setStrokes(next);
  // What is drawn is what the canvas shows inside the layers as well; what was wiped off is gone there, too.
  useEffect(() => {
    if (mode === "draw") view.setState({ example: seen && { inputs: seen } });
  }, [view, mode, seen]);

  const example = useShownExample();
  const inputs = mode === "draw" ? seen : example.inputs;
  const dataset = useShownDataset();
  const shape = dataset?.inputShape ?? [28, 28, 1];
  return (
    <div className="try">
      <TryHead mode={canDraw ? mode : undefined} onMode={(next) => setMode(view, next, seen)}>
        {mode === "draw" && <DrawTools strokes={strokes} onChange={draw} />}
      </TryHead>
      <ScrollArea className="try-body" label={say({ en: "Question and answer", zh: "输入与回答" })}>
        <div className="try-input">
          {mode === "draw" ? (
            <>
              <DrawPad strokes={strokes} onChange={draw} />
              <div className="try-seen">
                {seen ? (
                  <PixelsCanvas values={seen} shape={shape} label={say({ en: "What the network sees, 28 by 28 pixels", zh: "网络看到的 28×28 像素图" })} />
                ) : (
                  <span className="pixels" />
                )}
                <span>{say({ en: "What it sees,\n28 × 28, centred", zh: "网络所见，\n28 × 28，已居中" })}</span>
              </div>
            </>
          ) : (
            <TestPicker example={example} />
          )}
        </div>
        <LiveVerdict inputs={inputs} truth={mode === "test" ? example.target?.[0] : undefined} />
      </ScrollArea>
    </div>
  );
}

/** What changes ten times a second while training; paper and tools are none of it. */
function LiveVerdict({ inputs, truth }: { readonly inputs: Float32Array | undefined; readonly truth: number | undefined }) {
  const prediction = usePrediction(inputs);
  return <Verdict outputs={inputs ? prediction?.outputs : undefined} truth={prediction?.inputs === inputs ? truth : undefined} />;
}

/** Drawing while the page looks at a drawing, the test set while it looks at one of its examples. */
export function useTryMode(canDraw: boolean): TryMode {
  return useView((state) => (canDraw && (state.example === undefined || "inputs" in state.example) ? "draw" : "test"));
}

function setMode(view: ReturnType<typeof useBench>["view"], mode: TryMode, seen: Float32Array | undefined): void {
  if (mode === "test") view.setState({ example: { split: "test", index: 0 } });
  else view.setState({ example: seen && { inputs: seen } });
}
