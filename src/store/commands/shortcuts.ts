/** Keys to commands: matches a key press against the declared shortcuts. */
import type { Command } from "@/store/commands/define-command";

/** The part of a KeyboardEvent that counts. */
export interface KeyPress {
  readonly key: string;
  /** Physical key, `KeyA`: Alt and other layouts change `key`. */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  /** True while an input method composes: its keys are not ours. */
  readonly isComposing: boolean;
}
/** Where the key was pressed. */
export interface KeyContext {
  readonly isMac: boolean;
  /** A field, where letters are text. */
  readonly isInField: boolean;
  /** A button, tab or slider, where Space and Enter press. */
  readonly isOnControl: boolean;
  readonly isInCanvas: boolean;
  readonly hasSingleKeys: boolean;
}

interface Chord {
  readonly mod: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  readonly key: string;
}

export function parseShortcut(shortcut: string): Chord {
  const parts = shortcut.split("+");
  const key = parts.at(-1) || "+";
  return { mod: parts.includes("Mod"), shift: parts.includes("Shift"), alt: parts.includes("Alt"), key };
}

function isPressed(chord: Chord, press: KeyPress, isMac: boolean): boolean {
  const mod = isMac ? press.metaKey : press.ctrlKey;
  const otherMod = isMac ? press.ctrlKey : press.metaKey;
  if (mod !== chord.mod || otherMod || press.altKey !== chord.alt) return false;
  const isLetter = /^[A-Z]$/.test(chord.key);
  const isNamed = chord.key.length > 1;
  // Signs such as `?` or `.` may need Shift on some keyboards: the sign itself decides.
  if ((isLetter || isNamed || chord.mod) && press.shiftKey !== chord.shift) return false;
  const key = press.key === " " ? "Space" : press.key;
  if (isLetter) return key.toUpperCase() === chord.key || (!/^[a-z]$/i.test(key) && press.code === `Key${chord.key}`);
  return key === chord.key;
}

/** The command a key press asks for, whether or not it can run now; undefined = the key is not ours. */
export function commandForKey(commands: readonly Command[], press: KeyPress, context: KeyContext): Command | undefined {
  if (press.isComposing) return undefined;
  return commands.find((command) => {
    if (!command.shortcut || command.isNative) return false;
    if (command.scope === "canvas" && !context.isInCanvas) return false;
    return [command.shortcut, ...(command.otherShortcuts ?? [])].some((shortcut) => {
      const chord = parseShortcut(shortcut);
      if (!isPressed(chord, press, context.isMac)) return false;
      if (isSingle(chord)) {
        if (!context.hasSingleKeys || context.isInField) return false;
        return !(context.isOnControl && (chord.key === "Space" || chord.key === "Enter"));
      }
      // Undo, select all and Delete belong to the text while it is being edited.
      return !context.isInField || /^F\d+$/.test(chord.key) || !isTextKey(chord);
    });
  });
}

/** A key that a person may also type or press by accident: letters, signs, Space. Not Delete, Escape or F6. */
function isSingle(chord: Chord): boolean {
  return !chord.mod && !chord.alt && (chord.key.length === 1 || chord.key === "Space");
}

const textKeys = new Set(["A", "C", "V", "X", "Z", "Y", "D", "Delete", "Backspace", "Enter", "Escape", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]);
const isTextKey = (chord: Chord) => textKeys.has(chord.key);

/** `aria-keyshortcuts` as the standard spells it. */
export function ariaShortcut(shortcut: string, isMac: boolean): string {
  return shortcut.replace("Mod", isMac ? "Meta" : "Control");
}
