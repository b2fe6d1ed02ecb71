/** Says what a change costs while there is a run that was started with other settings. */
import { useDocument, useRun } from "@/hooks/bench";
import { trainsAlike } from "@/store/derived";
import { Icon } from "@/ui/icons";
import { useSay } from "@/ui/locale";

export function NewRunHint() {
  const say = useSay();
  const hasRun = useRun((state) => state.run.status === "running" || state.run.status === "paused");
  const pinned = useRun((state) => state.pinned?.project);
  const isChanged = useDocument((state) => pinned !== undefined && !trainsAlike(state.project, pinned));
  if (!hasRun) return null;
  return (
    <p className="new-run-hint">
      <Icon name="info" />
      {isChanged
        ? say({ en: "Changed since this run began. The next run uses it.", zh: "本次训练开始后有修改，下次训练生效。" })
        : say({ en: "Changes take effect in a new run.", zh: "修改在新的训练中生效。" })}
    </p>
  );
}
