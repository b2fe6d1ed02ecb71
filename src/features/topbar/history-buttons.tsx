/** Undo and redo, each saying what it would take back or bring again. */
import { useBench, useDocument } from "@/hooks/bench";
import { IconButton } from "@/ui/button";
import { useSay } from "@/ui/locale";

export function HistoryButtons() {
  const say = useSay();
  const bench = useBench();
  const undoLabel = useDocument((state) => state.undoStack.at(-1)?.label);
  const redoLabel = useDocument((state) => state.redoStack.at(-1)?.label);
  const undo = say({ en: "Undo", zh: "撤销" });
  const redo = say({ en: "Redo", zh: "重做" });
  return (
    <>
      <IconButton
        icon="undo-2"
        label={undo}
        shortcut="Mod+Z"
        {...(undoLabel ? { hint: say({ en: "Undo: {change}", zh: "撤销：{change}" }, { change: say(undoLabel) }) } : {})}
        disabledBecause={undoLabel ? undefined : say({ en: "Nothing to undo", zh: "没有可撤销的操作" })}
        onClick={() => bench.document.undo()}
      />
      <IconButton
        icon="redo-2"
        label={redo}
        shortcut="Shift+Mod+Z"
        {...(redoLabel ? { hint: say({ en: "Redo: {change}", zh: "重做：{change}" }, { change: say(redoLabel) }) } : {})}
        disabledBecause={redoLabel ? undefined : say({ en: "Nothing to redo", zh: "没有可重做的操作" })}
        onClick={() => bench.document.redo()}
      />
    </>
  );
}
