/** The one setting that can be turned while the network learns: the learning rate of this very run. */
import { useEffect, useState } from "react";
import type { Text } from "@/base/text";
import { useBench, useRun } from "@/hooks/bench";
import { useRunInTurn } from "@/hooks/in-turn";
import { Field } from "@/ui/field";
import { useSay } from "@/ui/locale";
import { NumberInput } from "@/ui/number-input";
import { plain } from "@/viz/figures";

const words = {
  title: { en: "This run", zh: "本次训练" },
  rate: { en: "Learning rate", zh: "学习率" },
  help: {
    en: "Takes effect with the next step. The schedule goes on multiplying it; the project keeps its own setting.",
    zh: "从下一步起生效，学习率计划继续在其上相乘；项目设置保持不变。",
  },
  now: { en: "now {rate}", zh: "当前 {rate}" },
} satisfies Record<string, Text>;

const typingPauseMs = 600;

export function RunLearningRate() {
  const say = useSay();
  const { session } = useBench();
  const { runId, current, isGoing } = useRun(({ run, runId: id, pinned, rateByHand }) => ({
    runId: id,
    // A run that goes on keeps the rate that it was given by hand.
    current: rateByHand ?? pinned?.project.training.optimizer.config.learningRate,
    isGoing: run.status === "running" || run.status === "paused",
  }));
  // In words: most reports change no digit of it.
  const now = useRunInTurn(({ curves: { learningRate } }) => {
    const last = learningRate.value[learningRate.length - 1];
    return learningRate.length > 0 && last !== undefined ? plain(last) : undefined;
  }, "learning rate");
  const [set, setSet] = useState<{ readonly runId: string; readonly rate: number } | undefined>();
  // A rate half typed (the 1 of 1e-3) must never reach the weights.
  useEffect(() => {
    if (!set || set.runId !== runId) return;
    const timer = setTimeout(() => void session.setLearningRate(set.rate).catch(() => setSet(undefined)), typingPauseMs);
    return () => clearTimeout(timer);
  }, [session, set, runId]);
  if (!isGoing || runId === undefined || current === undefined) return null;
  const rate = set?.runId === runId ? set.rate : current;
  return (
    <div className="this-run">
      <p className="label">
        {say(words.title)}
        {now !== undefined && <span className="figure">{say(words.now, { rate: now })}</span>}
      </p>
      <Field label={say(words.rate)} help={say(words.help)}>
        <NumberInput value={rate} min={0} max={100} scale="log" onChange={(next) => setSet({ runId, rate: next })} />
      </Field>
    </div>
  );
}
