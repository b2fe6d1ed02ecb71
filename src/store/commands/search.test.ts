import { expect, test } from "vitest";
import { commands } from "@/store/commands";
import { addCommands } from "@/store/commands/add-commands";
import { soundsOf } from "@/store/commands/pinyin";
import { matchedPart, searchCommands } from "@/store/commands/search";

const firstOf = (typed: string, locale: "en" | "zh" = "en") => searchCommands(commands, typed, locale)[0]?.command.id;

test("a layer is found by its title, its Keras name, a synonym or its initials", () => {
  expect(firstOf("drop")).toBe("add.Dropout");
  expect(firstOf("MaxPooling2D")).toBe("add.MaxPooling2D");
  expect(firstOf("fully connected")).toBe("add.Dense");
  expect(firstOf("gap")).toBe("add.GlobalAveragePooling2D");
});

test("both languages find everything, whichever is on", () => {
  expect(firstOf("卷积", "en")).toBe("add.Conv2D");
  expect(firstOf("conv2d", "zh")).toBe("add.Conv2D");
  expect(firstOf("撤销")).toBe("edit.undo");
});

test("commands are found by what people call them elsewhere", () => {
  expect(firstOf("remove")).toBe("edit.delete");
  expect(firstOf("night")).toBe("view.theme");
});

test("what was used last comes first while nothing is typed; nonsense finds nothing", () => {
  expect(
    searchCommands(addCommands, "", "en", ["add.Flatten", "add.Dense"])
      .slice(0, 3)
      .map(({ command }) => command.id),
  ).toEqual(["add.Flatten", "add.Dense", "add.Input"]);
  expect(searchCommands(commands, "qqzz", "en")).toEqual([]);
});

test("every word typed must be found", () => {
  expect(searchCommands(commands, "global max", "en").map(({ command }) => command.id)).toContain("add.GlobalMaxPooling2D");
  expect(searchCommands(commands, "global qqzz", "en")).toEqual([]);
});

test("the part that matched can be underlined", () => {
  expect(matchedPart("Spatial Dropout", "drop")).toEqual([8, 12]);
  expect(matchedPart("随机失活", "drop")).toBeUndefined();
});

test("a slip of the fingers still finds what was meant, and does not get in the way of what is spelled right", () => {
  const meant = {
    droput: "add.Dropout",
    covn2d: "add.Conv2D",
    flaten: "add.Flatten",
    embeding: "add.Embedding",
    udno: "edit.undo",
    pading: "add.ZeroPadding2D",
  };
  for (const [typed, id] of Object.entries(meant)) expect([typed, firstOf(typed)]).toEqual([typed, id]);
  expect(searchCommands(addCommands, "dense", "en").some(({ command }) => command.id === "add.Conv2D")).toBe(false);
});

test("short words and words of several parts lead where people expect", () => {
  const meant = { "avg pool": "add.AveragePooling2D", "global avg": "add.GlobalAveragePooling2D", "auto layout": "edit.arrange", 卷积2d: "add.Conv2D" };
  for (const [typed, id] of Object.entries(meant)) expect([typed, firstOf(typed)]).toEqual([typed, id]);
});

test("Chinese is found by its sounds: whole, by first letters, half typed, or as an input method shows it", () => {
  for (const typed of ["quanlianjie", "qlj", "quanlj", "quanli", "quan'lian'jie", "quan lian jie"])
    expect([typed, firstOf(typed, "zh")]).toEqual([typed, "add.Dense"]);
  expect(firstOf("juanji", "zh")).toBe("add.Conv2D");
  expect(searchCommands(commands, "qlj", "en")).toEqual([]);
});

test("the sound of every character in a title is known", () => {
  const characters = new Set(commands.flatMap(({ label }) => label.zh.match(/\p{Script=Han}/gu) ?? []));
  expect([...characters].filter((character) => soundsOf(character).length === 0)).toEqual([]);
});
