/** A number in, a number out: what the network predicts for x, and for a list of new x. */
import { useMemo, useState } from "react";
import { TryHead } from "@/features/try-it/try-head";
import { useRun } from "@/hooks/bench";
import { usePrediction } from "@/hooks/use-prediction";
import { useSay } from "@/ui/locale";
import { ScrollArea } from "@/ui/scroll-area";
import { NumberInput } from "@/ui/number-input";
import { Slider } from "@/ui/slider";
import { fixed, noFigure } from "@/viz/figures";

const newX = [-2, -1, -0.5, 0, 0.5, 1, 2];

export function TryLine() {
  const say = useSay();
  const [x, setX] = useState(0.5);
  const isUntrained = useRun((state) => state.step === 0);
  const inputs = useMemo(() => Float32Array.of(x, ...newX), [x]);
  const prediction = usePrediction(inputs);
  const answer = (at: number) => {
    const value = prediction?.outputs[at];
    return value === undefined ? noFigure : fixed(value, 3);
  };
  return (
    <div className="try">
      <TryHead />
      <ScrollArea className="try-body is-line" label={say({ en: "Question and answer", zh: "输入与回答" })}>
        <div className="try-input">
          <NumberInput label="x" value={x} min={-10} max={10} step={0.1} unit="x" onChange={setX} />
          <Slider label="x" value={Math.min(3, Math.max(-3, x))} min={-3} max={3} step={0.01} format={() => ""} onChange={setX} />
          <p className="verdict-head is-long">
            <b className="figure">{answer(0)}</b>
            <span className="quiet">{say({ en: "predicted y", zh: "预测的 y" })}</span>
          </p>
          {isUntrained && <p className="quiet small">{say({ en: "Not trained yet: it only guesses.", zh: "尚未训练：它只是在猜。" })}</p>}
        </div>
        <table className="line-table" aria-label={say({ en: "Predictions for new x", zh: "对新 x 的预测" })}>
          <thead>
            <tr>
              <th scope="col">{say({ en: "new x", zh: "新的 x" })}</th>
              <th scope="col">{say({ en: "predicted y", zh: "预测的 y" })}</th>
            </tr>
          </thead>
          <tbody>
            {newX.map((value, i) => (
              <tr key={value}>
                <th scope="row">{fixed(value, 1)}</th>
                <td>{answer(i + 1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </div>
  );
}
