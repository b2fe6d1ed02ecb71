import { describe, expect, test } from "vitest";
import { defineCommand, type Command } from "@/store/commands/define-command";
import { ariaShortcut, commandForKey, type KeyContext, type KeyPress } from "@/store/commands/shortcuts";

const command = (id: string, shortcut: string, more: Partial<Command> = {}) =>
  defineCommand({ id, label: { en: id, zh: id }, group: "edit", shortcut, run: () => {}, ...more });
const commands = [
  command("undo", "Mod+Z"),
  command("redo", "Shift+Mod+Z", { otherShortcuts: ["Mod+Y"] }),
  command("train", "Space"),
  command("step", "."),
  command("add", "A", { scope: "canvas" }),
  command("selectAll", "Mod+A", { scope: "canvas" }),
  command("delete", "Delete", { scope: "canvas", otherShortcuts: ["Backspace"] }),
  command("copy", "Mod+C", { scope: "canvas", isNative: true }),
  command("palette", "Mod+K"),
  command("regions", "F6"),
];
const here: KeyContext = { isMac: false, isInField: false, isOnControl: false, isInCanvas: true, hasSingleKeys: true };
function pressed(key: string, more: Partial<KeyPress> = {}, context: Partial<KeyContext> = {}) {
  const press = { key, code: "", ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, isComposing: false, ...more };
  return commandForKey(commands, press, { ...here, ...context })?.id;
}

describe("a key press", () => {
  test("finds the command with that chord, Shift counted", () => {
    expect(pressed("z", { ctrlKey: true })).toBe("undo");
    expect(pressed("Z", { ctrlKey: true, shiftKey: true })).toBe("redo");
    expect(pressed("y", { ctrlKey: true })).toBe("redo");
    expect(pressed("z")).toBeUndefined();
  });

  test("uses the Command key on a Mac and Control elsewhere, never both", () => {
    expect(pressed("z", { metaKey: true }, { isMac: true })).toBe("undo");
    expect(pressed("z", { ctrlKey: true }, { isMac: true })).toBeUndefined();
    expect(pressed("z", { metaKey: true })).toBeUndefined();
  });

  test("in a field keeps letters, Space and the keys that edit text for the text", () => {
    const field = { isInField: true };
    expect(pressed(" ", {}, field)).toBeUndefined();
    expect(pressed(".", {}, field)).toBeUndefined();
    expect(pressed("a", { ctrlKey: true }, field)).toBeUndefined();
    expect(pressed("z", { ctrlKey: true }, field)).toBeUndefined();
    expect(pressed("Delete", {}, field)).toBeUndefined();
    expect(pressed("k", { ctrlKey: true }, field)).toBe("palette");
    expect(pressed("F6", {}, field)).toBe("regions");
  });

  test("on a button leaves Space to the button and takes the rest", () => {
    expect(pressed(" ", {}, { isOnControl: true })).toBeUndefined();
    expect(pressed(".", {}, { isOnControl: true })).toBe("step");
  });

  test("alone does nothing once single keys are off; chords and Delete go on working", () => {
    const off = { hasSingleKeys: false };
    expect(pressed(" ", {}, off)).toBeUndefined();
    expect(pressed("a", {}, off)).toBeUndefined();
    expect(pressed("Delete", {}, off)).toBe("delete");
    expect(pressed("k", { ctrlKey: true }, off)).toBe("palette");
  });

  test("of the canvas is free elsewhere", () => {
    expect(pressed("a")).toBe("add");
    expect(pressed("a", {}, { isInCanvas: false })).toBeUndefined();
    expect(pressed("Delete", {}, { isInCanvas: false })).toBeUndefined();
  });

  test("while an input method composes is never ours", () => {
    expect(pressed("a", { isComposing: true })).toBeUndefined();
  });

  test("on a keyboard of another script is known by its place", () => {
    expect(pressed("я", { ctrlKey: true, code: "KeyZ" })).toBe("undo");
    // On AZERTY the letter wins over the place.
    expect(pressed("w", { ctrlKey: true, code: "KeyZ" })).toBeUndefined();
  });

  test("that the browser answers itself, as copying, is left to it", () => {
    expect(pressed("c", { ctrlKey: true })).toBeUndefined();
  });
});

test("assistive technology hears a shortcut as the standard spells it", () => {
  expect(ariaShortcut("Shift+Mod+Z", false)).toBe("Shift+Control+Z");
  expect(ariaShortcut("Shift+Mod+Z", true)).toBe("Shift+Meta+Z");
});
