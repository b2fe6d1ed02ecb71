/** The two headline figures of a run, for a phone, where the curves are a tab away. */
import type { Text } from "@/base/text";
import { useRun } from "@/hooks/bench";
import { useSay } from "@/ui/locale";
import { brief, grouped, percent } from "@/viz/figures";

const words = {
  accuracy: { en: "Validation accuracy", zh: "验证准确率" },
  wrong: { en: "{wrong} of {count} wrong", zh: "{count} 个中错 {wrong} 个" },
  loss: { en: "Validation loss", zh: "验证损失" },
  lowest: { en: "lowest {loss}, epoch {epoch}", zh: "最低 {loss}，第 {epoch} 轮" },
  sample: { en: "on a sample of {count}", zh: "在 {count} 个样本上" },
} satisfies Record<string, Text>;

export function RunFigures() {
  const say = useSay();
  const evaluation = useRun((state) => state.evaluation);
  const epochs = useRun((state) => state.epochs);
  if (evaluation?.split !== "validation") return null;
  const { accuracy, loss, indices, isSample } = evaluation;
  const count = grouped(indices.length);
  const judged = epochs.filter((epoch) => epoch.valLoss !== undefined);
  const [first, ...rest] = judged;
  const lowest = rest.reduce((best, epoch) => ((epoch.valLoss ?? 0) < (best?.valLoss ?? 0) ? epoch : best), first);
  return (
    <div className="run-figures figure">
      {accuracy !== undefined && (
        <div>
          <span className="label">{say(words.accuracy)}</span>
          <b>{percent(accuracy)}</b>
          <span className="quiet small">
            {isSample ? say(words.sample, { count }) : say(words.wrong, { wrong: grouped(Math.round((1 - accuracy) * indices.length)), count })}
          </span>
        </div>
      )}
      <div>
        <span className="label">{say(words.loss)}</span>
        <b>{brief(loss)}</b>
        <span className="quiet small">{lowest?.valLoss !== undefined && say(words.lowest, { loss: brief(lowest.valLoss), epoch: lowest.epoch })}</span>
      </div>
    </div>
  );
}
