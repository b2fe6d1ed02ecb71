/** Commands that train: the same ones behind the button, the keys and the palette. */
import { message, type Message } from "@/base/text";
import type { Checkpoint } from "@/engine/protocol";
import type { ProjectDocument } from "@/project/project";
import type { Bench } from "@/store/bench";
import { defineCommand, type Command } from "@/store/commands/define-command";
import { stepsPerEpoch, trainingBlocker, trainsAlike } from "@/store/derived";

/** Where a run that was stopped, or brought back, can be taken up again; a message says why it cannot. */
function goesOnFrom(bench: Bench): Checkpoint | Message {
  const { run, pinned, data } = bench.run.getState();
  const checkpoint = bench.session.lastCheckpoint;
  const end = run.status === "ended" ? run.end : undefined;
  // Weights taken back to the best epoch no longer belong to the last step.
  const isOpen = end?.reason === "stopped" || (end?.reason === "completed" && end.restoredEpoch === undefined);
  if (!isOpen || !checkpoint || !pinned || !data) return message({ en: "No stopped run is on screen.", zh: "屏幕上没有已停止的训练。" });
  const { project } = bench.document.getState();
  if (!goesOnAlike(pinned.project, project))
    return message({ en: "Network, data or settings are not those of this run any more.", zh: "网络、数据或设置已与本次训练不同。" });
  if (checkpoint.step >= stepsPerEpoch(data.counts.train, project.training.batchSize) * project.training.epochs)
    return message({ en: "The run has come to its end. Give it more epochs to go on.", zh: "训练已完成。增加轮数即可继续。" });
  return checkpoint;
}

/** Whether the state of a run fits the project: how long and how fast it goes on may differ, what its weights and steps mean may not. */
function goesOnAlike({ training: was, ...before }: ProjectDocument, { training, ...project }: ProjectDocument): boolean {
  const isSame = (["loss", "batchSize", "seed"] as const).every((key) => training[key] === was[key]) && training.optimizer.name === was.optimizer.name;
  return isSame && trainsAlike({ ...before, training }, { ...project, training });
}

/** Why nothing can be started or continued now, whatever the command. */
function busyBecause({ run }: Bench): Message | undefined {
  switch (run.getState().run.status) {
    case "preparing":
      return message({ en: "The device, data and network are being prepared.", zh: "正在准备设备、数据和网络。" });
    case "stopping":
      return message({ en: "The run is stopping.", zh: "训练正在停止。" });
    case "recovering":
      return message({ en: "The device is being recovered; training goes on by itself.", zh: "正在恢复设备，训练会自动继续。" });
    case "idle":
    case "running":
    case "paused":
    case "ended":
      return undefined;
  }
}

function stepBlocker(bench: Bench): Message | undefined {
  const { status } = bench.run.getState().run;
  if (status === "running") return message({ en: "Pause first to go step by step.", zh: "先暂停，才能逐步进行。" });
  return busyBecause(bench) ?? (status === "paused" ? undefined : trainingBlocker(bench.document.getState()));
}

const toggle = defineCommand({
  id: "train.toggle",
  label: { en: "Train or pause", zh: "训练 / 暂停" },
  group: "train",
  shortcut: "Space",
  icon: "play",
  keywords: ["start", "run", "resume", "continue", "开始", "继续"],
  describe: ({ run }) => {
    const { status } = run.getState().run;
    if (status === "running") return message({ en: "Pause", zh: "暂停" });
    return status === "paused" ? message({ en: "Go on training", zh: "继续训练" }) : message({ en: "Train", zh: "训练" });
  },
  disabledBecause: (bench) => {
    const { status } = bench.run.getState().run;
    return busyBecause(bench) ?? (status === "running" || status === "paused" ? undefined : trainingBlocker(bench.document.getState()));
  },
  run: ({ run, session }) => {
    const { status } = run.getState().run;
    if (status === "running") return session.pause();
    return status === "paused" ? session.resume() : session.start();
  },
});

const goOn = defineCommand({
  id: "train.goOn",
  label: { en: "Go on with the stopped run", zh: "继续已停止的训练" },
  group: "train",
  icon: "history",
  keywords: ["resume", "continue", "checkpoint", "恢复", "检查点"],
  describe: (bench) => {
    const from = goesOnFrom(bench);
    return "step" in from ? message({ en: "Go on from step {step}", zh: "从第 {step} 步继续" }, { step: from.step.toLocaleString("en") }) : undefined;
  },
  disabledBecause: (bench) => {
    const from = goesOnFrom(bench);
    return busyBecause(bench) ?? ("step" in from ? undefined : from);
  },
  run: async (bench) => {
    const checkpoint = goesOnFrom(bench);
    if ("step" in checkpoint) await bench.session.start({ checkpoint });
  },
});

const stepBatch = defineCommand({
  id: "train.stepBatch",
  label: { en: "Train one batch", zh: "训练一个批次" },
  group: "train",
  shortcut: ".",
  icon: "step-forward",
  keywords: ["step", "single", "单步"],
  disabledBecause: stepBlocker,
  run: ({ session }) => session.step("batch"),
});

const stepEpoch = defineCommand({
  id: "train.stepEpoch",
  label: { en: "Train one epoch", zh: "训练一轮" },
  group: "train",
  icon: "step-forward",
  keywords: ["step", "单步"],
  disabledBecause: stepBlocker,
  run: ({ session }) => session.step("epoch"),
});

const stop = defineCommand({
  id: "train.stop",
  label: { en: "Stop training", zh: "停止训练" },
  group: "train",
  icon: "square",
  keywords: ["end", "结束"],
  disabledBecause: ({ run }) => {
    const { status } = run.getState().run;
    return status === "running" || status === "paused" || status === "recovering" ? undefined : message({ en: "Nothing is training.", zh: "现在没有训练。" });
  },
  run: ({ session }) => session.stop(),
});

const reset = defineCommand({
  id: "train.reset",
  label: { en: "Start over with fresh weights", zh: "用新的权重重新开始" },
  group: "train",
  icon: "rotate-ccw",
  keywords: ["reset", "initialise", "重置", "初始化"],
  disabledBecause: (bench) =>
    bench.run.getState().run.status === "idle" ? message({ en: "The weights are fresh already.", zh: "权重已经是新的。" }) : busyBecause(bench),
  run: ({ session }) => session.reset(),
});

export const trainCommands: readonly Command[] = [toggle, goOn, stepBatch, stepEpoch, stop, reset];
