/** What the run is doing, in words and figures: pure, so that every state is tested. */
import { message, type Message } from "@/base/text";
import type { RunEnd, RunPlan } from "@/engine/protocol";
import type { TrainingSettings } from "@/network/training-settings";
import { stepsPerEpoch } from "@/store/derived";
import type { RunState } from "@/store/run-store";
import { grouped } from "@/viz/figures";

export interface RunWords {
  /** Top left: `Epoch 4 of 10`. */
  readonly headline: Message;
  /** Below the bar, left: `step 2,715 of 7,500`. */
  readonly detail?: Message;
  /** Top right: `38,400 examples/s`. */
  readonly speed?: Message;
  /** Below the bar, right: `8 s left`. */
  readonly time?: Message;
  /** Share done; undefined while it cannot be known, absent when there is nothing to show. */
  readonly share?: number | undefined;
  readonly isBusy: boolean;
}

type Part = Pick<
  RunState,
  "run" | "plan" | "step" | "examplesPerSecond" | "elapsedMs" | "remainingMs" | "dataProgress" | "device" | "data" | "model" | "pinned"
>;

export function runWords(state: Part, training?: TrainingSettings): RunWords {
  const { run } = state;
  switch (run.status) {
    case "idle":
      return {
        headline: message({ en: "Ready", zh: "就绪" }),
        detail: message({ en: "not trained yet", zh: "尚未训练" }),
        share: 0,
        isBusy: false,
        ...estimate(state, training),
      };
    case "preparing":
      return { ...preparing(state), isBusy: true };
    case "recovering":
      return {
        headline: message({ en: "Recovering", zh: "正在恢复" }),
        detail: message(
          { en: "from step {step}, attempt {attempt}", zh: "从第 {step} 步继续，第 {attempt} 次尝试" },
          { step: grouped(state.step), attempt: run.attempt },
        ),
        share: undefined,
        isBusy: true,
      };
    case "running":
      return { ...under(state), ...speed(state), ...timeLeft(state), isBusy: true };
    case "paused":
      return { ...under(state), speed: message({ en: "Paused", zh: "已暂停" }), ...elapsed(state), isBusy: false };
    case "stopping":
      return { ...under(state), speed: message({ en: "Stopping", zh: "正在停止" }), ...elapsed(state), isBusy: true };
    case "ended":
      return { ...under(state), headline: endWords(run.end, state), ...took(state), isBusy: false };
  }
}

/** From the speed that the device showed on this very network, where it was measured. */
function estimate({ device, data }: Part, training: TrainingSettings | undefined): Pick<RunWords, "speed" | "time"> {
  const measured = device?.candidates.find(({ status }) => status === "chosen")?.stepsPerSecond;
  if (!measured || !data || !training) return {};
  const seconds = (stepsPerEpoch(data.counts.train, training.batchSize) * training.epochs) / measured;
  return {
    speed: message(
      { en: "about {time} for {epochs} {epochs|epoch|epochs}", zh: "{epochs} 轮约需 {time}" },
      { time: duration(roundToTwo(seconds)), epochs: grouped(training.epochs) },
    ),
    time: message({ en: "estimate from a short test", zh: "由短测试估计" }),
  };
}

function preparing({ dataProgress, device, data }: Part): Pick<RunWords, "headline" | "detail" | "share"> {
  const headline = message({ en: "Preparing", zh: "正在准备" });
  if (!device) return { headline, detail: message({ en: "looking for the fastest device", zh: "正在寻找最快的设备" }), share: undefined };
  if (!data && dataProgress && dataProgress.totalBytes >= dataProgress.loadedBytes && dataProgress.totalBytes > 0) {
    const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
    return {
      headline,
      detail: message(
        { en: "data: {done} of {total} MB", zh: "数据：{done} / {total} MB" },
        { done: megabytes(dataProgress.loadedBytes), total: megabytes(dataProgress.totalBytes) },
      ),
      share: dataProgress.loadedBytes / dataProgress.totalBytes,
    };
  }
  if (!data) return { headline, detail: message({ en: "loading the data", zh: "正在载入数据" }), share: undefined };
  return { headline, detail: message({ en: "building the network", zh: "正在搭建网络" }), share: undefined };
}

/** The plan of the run; worked out again for one that a reload brought back. */
function planOf({ plan, pinned, data }: Part): Pick<RunPlan, "stepsPerEpoch" | "totalSteps"> | undefined {
  if (plan || !pinned || !data) return plan;
  const { batchSize, epochs } = pinned.project.training;
  const steps = stepsPerEpoch(data.counts.train, batchSize);
  return { stepsPerEpoch: steps, totalSteps: steps * epochs };
}

function under(state: Part): Pick<RunWords, "headline" | "detail" | "share"> {
  const plan = planOf(state);
  const { step } = state;
  if (!plan) return { headline: message({ en: "Starting", zh: "正在启动" }), share: undefined };
  const epochs = Math.ceil(plan.totalSteps / plan.stepsPerEpoch);
  const epoch = Math.min(epochs, Math.floor(step / plan.stepsPerEpoch) + 1);
  return {
    headline: message({ en: "Epoch {epoch} of {epochs}", zh: "第 {epoch} 轮，共 {epochs} 轮" }, { epoch: grouped(epoch), epochs: grouped(epochs) }),
    detail: message({ en: "step {step} of {total}", zh: "第 {step} / {total} 步" }, { step: grouped(step), total: grouped(plan.totalSteps) }),
    share: plan.totalSteps > 0 ? step / plan.totalSteps : 0,
  };
}

function speed({ examplesPerSecond }: Part): Pick<RunWords, "speed"> {
  if (!(examplesPerSecond > 0)) return {};
  return { speed: message({ en: "{speed} {speed|example|examples}/s", zh: "{speed} 样本/秒" }, { speed: grouped(roundToThree(examplesPerSecond)) }) };
}

/** Hidden until it is known; above a minute in steps of five seconds, since more would only flicker. */
function timeLeft({ remainingMs }: Part): Pick<RunWords, "time"> {
  if (remainingMs === undefined) return {};
  const seconds = Math.max(1, remainingMs / 1000);
  return { time: message({ en: "{time} left", zh: "还剩 {time}" }, { time: duration(seconds < 60 ? seconds : Math.round(seconds / 5) * 5) }) };
}

function elapsed({ elapsedMs }: Part): Pick<RunWords, "time"> {
  return elapsedMs > 0 ? { time: message({ en: "{time} so far", zh: "已用 {time}" }, { time: duration(elapsedMs / 1000) }) } : {};
}

function took({ elapsedMs }: Part): Pick<RunWords, "time"> {
  return elapsedMs > 0 ? { time: message({ en: "took {time}", zh: "用时 {time}" }, { time: duration(elapsedMs / 1000) }) } : {};
}

function endWords(end: RunEnd, { step }: Part): Message {
  switch (end.reason) {
    case "completed":
      return end.restoredEpoch === undefined
        ? message({ en: "Done", zh: "训练完成" })
        : message({ en: "Done, kept the best: epoch {epoch}", zh: "训练完成，保留最佳：第 {epoch} 轮" }, { epoch: end.restoredEpoch });
    case "stopped":
      return message({ en: "Stopped", zh: "已停止" });
    case "earlyStopped":
      return end.restored
        ? message({ en: "Stopped early, best: epoch {epoch}", zh: "提前停止，最佳：第 {epoch} 轮" }, { epoch: end.bestEpoch })
        : message({ en: "Stopped early", zh: "提前停止" });
    case "failed":
      return message({ en: "Stopped at step {step}", zh: "停在第 {step} 步" }, { step: grouped(step) });
  }
}

/** `8 s`, `2 min 5 s`, `1 h 20 min`: the same in both languages, as units are. */
export function duration(seconds: number): string {
  // “0 s” would be said of something that took no time.
  if (seconds > 0 && seconds < 0.95) return `${Math.max(0.1, Math.round(seconds * 10) / 10)} s`;
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return whole % 60 === 0 || whole >= 600 ? `${Math.round(whole / 60)} min` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function roundToTwo(value: number): number {
  return Number(value.toPrecision(2));
}

/** Three digits that mean something: a speed to the unit would only flicker. */
function roundToThree(value: number): number {
  return Number(value.toPrecision(3));
}
