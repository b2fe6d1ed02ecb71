/** How far the run is, how fast, how long still: in a place of fixed width, so that digits push nothing. */
import { runWords } from "@/features/topbar/run-words";
import { useDocument } from "@/hooks/bench";
import { useRunInTurn } from "@/hooks/in-turn";
import { useCommand } from "@/hooks/use-command";
import { useSay } from "@/ui/locale";
import { ProgressBar } from "@/ui/progress-bar";

export function RunProgress() {
  const say = useSay();
  const state = useRunInTurn(
    ({ run, plan, step, examplesPerSecond, elapsedMs, remainingMs, dataProgress, device, data, model, pinned }) => ({
      run,
      plan,
      step,
      examplesPerSecond,
      elapsedMs,
      remainingMs,
      dataProgress,
      device,
      data,
      model,
      pinned,
    }),
    "progress",
  );
  const training = useDocument(({ project }) => project.training);
  const words = runWords(state, training);
  const goOn = useCommand("train.goOn");
  return (
    <div className="run-progress figure">
      <b>{say(words.headline)}</b>
      <span className="run-end">{words.speed && say(words.speed)}</span>
      {words.share === undefined && !words.isBusy ? (
        <span className="run-no-bar" />
      ) : (
        <ProgressBar label={say({ en: "Training progress", zh: "训练进度" })} value={words.share} />
      )}
      {goOn.disabledBecause ? (
        <span>{words.detail && say(words.detail)}</span>
      ) : (
        <button type="button" className="run-go-on" onClick={goOn.run}>
          {goOn.label}
        </button>
      )}
      <span className="run-end">{words.time && say(words.time)}</span>
    </div>
  );
}
