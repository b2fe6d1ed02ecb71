/** For those who listen: one sentence per epoch and per change of state. */
import { message, type Message } from "@/base/text";
import { runWords } from "@/features/topbar/run-words";
import { useRun } from "@/hooks/bench";
import type { RunState } from "@/store/run-store";
import { Announcer } from "@/ui/announcer";
import { useSay } from "@/ui/locale";
import { brief, percent } from "@/viz/figures";

/** Of the last finished epoch, or of the state where that is the news. Pure. */
export function announcement(state: RunState): Message | undefined {
  if (state.run.status === "idle" || state.run.status === "preparing") return undefined;
  if (state.run.status !== "running") return runWords(state).headline;
  const last = state.epochs.at(-1);
  if (!last) return message({ en: "Training started", zh: "训练已开始" });
  const loss = last.valLoss ?? last.loss;
  const accuracy = last.valAccuracy ?? last.accuracy;
  return accuracy === undefined
    ? message({ en: "Epoch {epoch} done, loss {loss}", zh: "第 {epoch} 轮完成，损失 {loss}" }, { epoch: last.epoch, loss: brief(loss) })
    : message(
        { en: "Epoch {epoch} done, accuracy {accuracy}, loss {loss}", zh: "第 {epoch} 轮完成，准确率 {accuracy}，损失 {loss}" },
        { epoch: last.epoch, accuracy: percent(accuracy), loss: brief(loss) },
      );
}

export function RunAnnouncer() {
  const say = useSay();
  // A string compares equal while the news is the same.
  const sentence = useRun((state) => {
    const news = announcement(state);
    return news && say(news);
  });
  return <Announcer sentence={sentence} />;
}
