/** Keys anywhere on the page run the commands that declare them. */
import { useEffect } from "react";
import { useBench } from "@/hooks/bench";
import { useRunCommand } from "@/hooks/use-command";
import { commands } from "@/store/commands";
import { commandForKey, type KeyContext } from "@/store/commands/shortcuts";

const fields = 'input:not([type="range"], [type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"]';
const controls = 'button, a[href], summary, [role="tab"], [role="radio"], [role="switch"], [role="slider"], [role="separator"], input';
const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

export function useShortcuts(): void {
  const bench = useBench();
  const run = useRunCommand();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const target = event.target instanceof Element ? event.target : document.body;
      // A dialog or menu that is open has the keyboard to itself.
      const isBehind = document.querySelector('[role="dialog"][data-state="open"], [role="menu"][data-state="open"]') !== null;
      const context: KeyContext = {
        isMac,
        isInField: target.closest(fields) !== null,
        isOnControl: target.closest(controls) !== null,
        isInCanvas: target.closest('[data-region="network"]') !== null,
        hasSingleKeys: bench.view.getState().hasSingleKeys && !isBehind,
      };
      const command = commandForKey(commands, event, context);
      if (!command || (isBehind && command.id !== "view.palette")) return;
      event.preventDefault();
      if (!event.repeat || command.repeats) run(command);
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [bench, run]);
}
