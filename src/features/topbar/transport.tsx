/** Train and Pause in one button that never moves; Step, Stop and Reset beside it. The same commands as keys and palette run. */
import type { Text } from "@/base/text";
import { useRun } from "@/hooks/bench";
import { useCommand } from "@/hooks/use-command";
import { Button, IconButton } from "@/ui/button";
import { useSay } from "@/ui/locale";
import { Menu } from "@/ui/menu";

const words = {
  group: { en: "Training", zh: "训练" },
  train: { en: "Train", zh: "训练" },
  pause: { en: "Pause", zh: "暂停" },
  goOn: { en: "Continue", zh: "继续" },
  step: { en: "Step", zh: "单步" },
  otherSteps: { en: "Other steps", zh: "其他步长" },
} satisfies Record<string, Text>;

export function Transport() {
  const say = useSay();
  const status = useRun((state) => state.run.status);
  const toggle = useCommand("train.toggle");
  const batch = useCommand("train.stepBatch");
  const epoch = useCommand("train.stepEpoch");
  const stop = useCommand("train.stop");
  const reset = useCommand("train.reset");
  const main = status === "running" ? words.pause : status === "paused" ? words.goOn : words.train;
  return (
    <div className="transport" role="group" aria-label={say(words.group)}>
      <Button
        variant="primary"
        className="transport-main"
        icon={status === "running" ? "pause" : "play"}
        hint={toggle.label}
        shortcut={toggle.command.shortcut}
        disabledBecause={toggle.disabledBecause}
        onClick={toggle.run}
      >
        {say(main)}
      </Button>
      <span className="transport-step">
        <Button icon="step-forward" hint={batch.label} shortcut={batch.command.shortcut} disabledBecause={batch.disabledBecause} onClick={batch.run}>
          {say(words.step)}
        </Button>
        <Menu
          trigger={<IconButton icon="chevron-down" label={say(words.otherSteps)} />}
          sections={[
            {
              id: "steps",
              items: [batch, epoch].map(({ command, label, disabledBecause, run }) => ({
                id: command.id,
                label,
                shortcut: command.shortcut,
                disabledBecause,
                onSelect: run,
              })),
            },
          ]}
        />
      </span>
      <IconButton className="transport-stop" icon="square" label={stop.label} disabledBecause={stop.disabledBecause} onClick={stop.run} />
      <IconButton className="transport-reset" icon="rotate-ccw" label={reset.label} disabledBecause={reset.disabledBecause} onClick={reset.run} />
    </div>
  );
}
