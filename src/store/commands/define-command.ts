/** A command is declared once; menus, shortcuts, the palette, tooltips and undo labels follow from it. */
import type { Message, Text } from "@/base/text";
import type { Bench } from "@/store/bench";

export type CommandGroup = "add" | "edit" | "train" | "view" | "project";

export interface Command {
  /** `layer.duplicate` */
  readonly id: string;
  readonly label: Text;
  readonly group: CommandGroup;
  /** `Mod+D`, `Shift+Mod+Z`, `Space`, `.`; `Mod` is Ctrl or ⌘. Single keys are off while a field has focus. */
  readonly shortcut?: string;
  /** Keys people know from elsewhere; they work but are not shown. */
  readonly otherShortcuts?: readonly string[];
  /** `canvas`: the shortcut counts only while the focus is in the network. */
  readonly scope?: "canvas";
  /** The browser fires its own event for the shortcut (copy, cut, paste), which the canvas answers. */
  readonly isNative?: boolean;
  /** Goes on while the key is held: undo, zoom, moving by arrow. */
  readonly repeats?: boolean;
  readonly keywords?: readonly string[];
  /** lucide icon name in `ui/icons.tsx`. */
  readonly icon?: string;
  /** What it would do right now, when that is more than the label says: “Undo: add Dropout”. */
  describe?(bench: Bench): Message | undefined;
  /** Why it cannot run now; undefined = it can. */
  disabledBecause?(bench: Bench): Message | undefined;
  run(bench: Bench): void | Promise<void>;
}

export function defineCommand(command: Command): Command {
  return command;
}
