/** The keyboard of the whole page, in one place: finds the command a key asks for and runs it. */
import { useEffect, useEffectEvent } from "react";
import { useBench } from "@/hooks/bench";
import { commands, runCommand } from "@/store/commands";
import { commandForKey } from "@/store/commands/shortcuts";

/** `onFailure` tells what a command could not do. */
export function useShortcuts(onFailure: (error: unknown) => void): void {
  const bench = useBench();
  const fail = useEffectEvent(onFailure);
  useEffect(() => {
    const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const target = event.target instanceof Element ? event.target : document.body;
      // A dialog or an open menu has the keyboard to itself.
      if (target.closest('[role="dialog"], [role="menu"], [role="listbox"]')) return;
      const command = commandForKey(commands, event, {
        isMac,
        isInField: target.closest('input:not([type="range"], [type="checkbox"]), textarea, select, [contenteditable="true"]') !== null,
        isOnControl: target.closest('button, a, summary, input, [role="tab"], [role="slider"], [role="switch"]') !== null,
        isInCanvas: target === document.body || target.closest('[data-region="network"]') !== null,
        hasSingleKeys: bench.view.getState().hasSingleKeys,
      });
      if (!command) return;
      event.preventDefault();
      if (event.repeat && !command.repeats) return;
      runCommand(bench, command).catch(fail);
    };
    const onKeyUp = (event: KeyboardEvent) => {
      // Nudges by key are one gesture for as long as Alt is held.
      if (event.key === "Alt") bench.document.closeGesture();
    };
    document.addEventListener("keydown", onKeyDown);
    document.addEventListener("keyup", onKeyUp);
    return () => {
      document.removeEventListener("keydown", onKeyDown);
      document.removeEventListener("keyup", onKeyUp);
    };
  }, [bench]);
}
