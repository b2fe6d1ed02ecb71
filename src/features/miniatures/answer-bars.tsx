/** The network's answer on its last card: a bar per class, the winner bold. */
import type { CSSProperties } from "react";
import { useShownDataset } from "@/hooks/use-dataset";
import { useSay } from "@/ui/locale";
import { brief, fixed } from "@/viz/figures";

export interface AnswerBarsProps {
  readonly outputs: Float32Array;
  readonly classCount: number;
}

export function AnswerBars({ outputs, classCount }: AnswerBarsProps) {
  const say = useSay();
  const names = useShownDataset()?.classNames;
  const isClasses = classCount === outputs.length;
  const areShares = outputs.every((value) => value >= 0 && value <= 1 + 1e-6);
  const most = areShares ? 1 : Math.max(...outputs.map(Math.abs), 1e-9);
  const best = outputs.indexOf(Math.max(...outputs));
  return (
    <div className="miniature-bars" role="img" aria-label={say({ en: "The network's answer to the example", zh: "网络对样本的回答" })}>
      {Array.from(outputs, (value, i) => {
        const name = isClasses ? names?.[i] : undefined;
        const words = name ? say(name) : outputs.length === 1 ? "ŷ" : String(i);
        return (
          <div key={i} className={i === best && outputs.length > 1 ? "is-best" : ""}>
            <span>{words}</span>
            <span className="track" style={{ "--share": `${((Math.max(0, value) / most) * 100).toFixed(1)}%` } as CSSProperties} />
            <span>{areShares && outputs.length > 1 ? fixed(value * 100, 1) : brief(value)}</span>
          </div>
        );
      })}
    </div>
  );
}
