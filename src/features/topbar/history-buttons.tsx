/** Undo and redo, each saying what it would take back or bring again. */
import { useCommand } from "@/hooks/use-command";
import { IconButton } from "@/ui/button";
import { useSay } from "@/ui/locale";

export function HistoryButtons() {
  return (
    <>
      <HistoryButton id="edit.undo" icon="undo-2" />
      <HistoryButton id="edit.redo" icon="redo-2" />
    </>
  );
}

function HistoryButton({ id, icon }: { readonly id: string; readonly icon: string }) {
  const say = useSay();
  const { command, label, disabledBecause, run } = useCommand(id);
  return <IconButton icon={icon} label={say(command.label)} hint={label} shortcut={command.shortcut} disabledBecause={disabledBecause} onClick={run} />;
}
