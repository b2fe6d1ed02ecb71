/** Train and Pause in one button that never moves; Step, Stop and Reset beside it. */
import type { Text } from "@/base/text";
import { useAct } from "@/features/topbar/use-act";
import { useBench, useDocument, useRun } from "@/hooks/bench";
import { Button, IconButton } from "@/ui/button";
import { useSay } from "@/ui/locale";
import { Menu } from "@/ui/menu";

const words = {
  train: { en: "Train", zh: "训练" },
  pause: { en: "Pause", zh: "暂停" },
  goOn: { en: "Continue", zh: "继续" },
  newRun: { en: "Starts a new run with your changes", zh: "用你的修改开始一次新的训练" },
  step: { en: "Step", zh: "单步" },
  stepMore: { en: "Other steps", zh: "其他步长" },
  batch: { en: "One batch", zh: "一个批次" },
  epoch: { en: "One epoch", zh: "一轮" },
  stop: { en: "Stop", zh: "停止" },
  reset: { en: "Reset to fresh weights", zh: "重置为全新权重" },
  pauseFirst: { en: "Pause first to go step by step.", zh: "请先暂停，再单步前进。" },
  busy: { en: "Wait until it is ready.", zh: "请等待准备完成。" },
  notRunning: { en: "Nothing is running.", zh: "当前没有训练。" },
  nothingToReset: { en: "The weights are fresh.", zh: "权重已是全新的。" },
  emptyNetwork: { en: "Add a layer first.", zh: "请先添加一层。" },
} satisfies Record<string, Text>;

export function Transport() {
  const say = useSay();
  const act = useAct();
  const { session } = useBench();
  const status = useRun((state) => state.run.status);
  const hasRun = useRun((state) => state.runId !== undefined);
  const pinned = useRun((state) => state.pinned?.project);
  const project = useDocument((state) => state.project);
  const isEmpty = useDocument((state) => state.project.network.nodes.length === 0);
  const isBusy = status === "preparing" || status === "recovering" || status === "stopping";
  const isChanged = pinned !== undefined && pinned !== project;
  const isPaused = status === "paused";
  const main =
    status === "running"
      ? { icon: "pause", label: words.pause, run: () => session.pause() }
      : isPaused && !isChanged
        ? { icon: "play", label: words.goOn, run: () => session.resume() }
        : { icon: "play", label: words.train, run: () => session.start() };
  const why = isEmpty ? words.emptyNetwork : isBusy ? words.busy : undefined;
  const whyNoStep = why ?? (status === "running" ? words.pauseFirst : undefined);
  const disabledBecause = (text: Text | undefined) => (text ? say(text) : undefined);
  return (
    <div className="transport" role="group" aria-label={say({ en: "Training", zh: "训练" })}>
      <Button
        variant="primary"
        className="transport-main"
        icon={main.icon}
        shortcut="Space"
        hint={say(isPaused && isChanged ? words.newRun : main.label)}
        disabledBecause={disabledBecause(why)}
        onClick={() => act(main.run)}
      >
        {say(main.label)}
      </Button>
      <span className="transport-step">
        <Button
          icon="step-forward"
          shortcut="."
          hint={say(words.batch)}
          disabledBecause={disabledBecause(whyNoStep)}
          onClick={() => act(() => session.step("batch"))}
        >
          {say(words.step)}
        </Button>
        <Menu
          trigger={<IconButton icon="chevron-down" label={say(words.stepMore)} disabledBecause={disabledBecause(whyNoStep)} />}
          sections={[
            {
              id: "steps",
              items: [
                { id: "batch", label: say(words.batch), shortcut: ".", onSelect: () => act(() => session.step("batch")) },
                { id: "epoch", label: say(words.epoch), onSelect: () => act(() => session.step("epoch")) },
              ],
            },
          ]}
        />
      </span>
      <IconButton
        className="transport-stop"
        icon="square"
        label={say(words.stop)}
        disabledBecause={status === "running" || isPaused ? undefined : say(words.notRunning)}
        onClick={() => act(() => session.stop())}
      />
      <IconButton
        className="transport-reset"
        icon="rotate-ccw"
        label={say(words.reset)}
        disabledBecause={isBusy ? say(words.busy) : hasRun ? undefined : say(words.nothingToReset)}
        onClick={() => act(() => session.reset())}
      />
    </div>
  );
}
