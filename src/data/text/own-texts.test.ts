import { describe, expect, test } from "vitest";
import { say } from "@/base/text";
import { guessColumns, ownTextLimits, ownTextsFrom } from "@/data/text/own-texts";
import { readTable } from "@/data/text/read-table";
import { sniffEncoding } from "@/data/text/sniff-encoding";

const cellsOf = (text: string) => readTable(text).rows.map(({ cells }) => cells);
const faultsOf = (faults: readonly { line: number; what: Parameters<typeof say>[0] }[]) => faults.map(({ line, what }) => `${line}: ${say(what, "en")}`);

describe("tables", () => {
  test("commas, tabs and semicolons are told apart by the columns that they make", () => {
    expect(cellsOf("spam,win now\nfine,see you\n")).toEqual([
      ["spam", "win now"],
      ["fine", "see you"],
    ]);
    expect(cellsOf("spam\twin, now\r\nfine\tsee, you, then")).toEqual([
      ["spam", "win, now"],
      ["fine", "see, you, then"],
    ]);
    expect(cellsOf("好;不错，很好\r坏;很差")).toEqual([
      ["好", "不错，很好"],
      ["坏", "很差"],
    ]);
  });

  test("quotation marks hold delimiters, line breaks and doubled marks", () => {
    expect(cellsOf('a,"one, two"\nb,"she said ""no"""\nc,"first\nsecond"\n')).toEqual([
      ["a", "one, two"],
      ["b", 'she said "no"'],
      ["c", "first\nsecond"],
    ]);
  });

  test("lines are counted through what is quoted, and empty ones are no rows", () => {
    const { rows } = readTable('\ufeffa,"x\ny"\n\n,\nb,z');
    expect(rows.map(({ line }) => line)).toEqual([1, 5]);
  });

  test("a mark that is never closed costs its line alone, and is said with its number", () => {
    const { rows, faults } = readTable('a,fine\nb,"broken\nc,fine');
    expect(rows.map(({ cells }) => cells)).toEqual([
      ["a", "fine"],
      ["b", '"broken'],
      ["c", "fine"],
    ]);
    expect(faultsOf(faults)).toEqual(["2: a quotation mark is opened and never closed"]);
  });

  test("nothing is no row, and a megabyte of quotation marks comes to an end", () => {
    expect(readTable("")).toMatchObject({ rows: [], columns: 0 });
    expect(readTable('"'.repeat(1_000_001)).rows).toHaveLength(1);
  });
});

describe("texts of one's own", () => {
  const table = readTable("label,text,id\nspam,win a prize,1\nfine,see you tomorrow,2\n,who knows,3\nspam,,4\nfine,ok,5");

  test("text and class are guessed, and the header is not an example", () => {
    expect(guessColumns(table)).toEqual({ text: 1, label: 0, hasHeader: true });
    expect(guessColumns(readTable("a nice day\tgood\nan awful day\tbad\na day\tgood"))).toEqual({ text: 0, label: 1, hasHeader: false });
  });

  test("rows without a text or a class are left out and named", () => {
    const { own, faults } = ownTextsFrom(table, guessColumns(table), "Mine");
    expect(own).toEqual({ name: "Mine", classNames: ["spam", "fine"], texts: ["win a prize", "see you tomorrow", "ok"], labels: [0, 1, 1] });
    expect(faultsOf(faults)).toEqual(["4: no class", "5: no text"]);
  });

  test("what is too much is cut, with the line where it begins", () => {
    const many = readTable(Array.from({ length: ownTextLimits.texts + 5 }, (_, i) => `${i % 2},text`).join("\n"));
    const { own, faults } = ownTextsFrom(many, { text: 1, label: 0, hasHeader: false }, "");
    expect(own.texts).toHaveLength(ownTextLimits.texts);
    expect(faultsOf(faults)[0]).toMatch(/^20001: from here on it is too much/);
    const classes = readTable(Array.from({ length: 52 }, (_, i) => `class ${i},text`).join("\n"));
    expect(ownTextsFrom(classes, { text: 1, label: 0, hasHeader: false }, "").faults.map(({ line }) => line)).toEqual([51, 52]);
  });
});

describe("encodings", () => {
  const utf8 = (text: string) => new TextEncoder().encode(text);
  test("are told by their marks, their zeros and their pairs of bytes", () => {
    expect(sniffEncoding(utf8("plain"))).toBe("utf-8");
    expect(sniffEncoding(utf8("naïve 你好 🎉"))).toBe("utf-8");
    expect(sniffEncoding(Uint8Array.of(0xff, 0xfe, 0x61, 0))).toBe("utf-16le");
    expect(sniffEncoding(Uint8Array.of(0xfe, 0xff, 0, 0x61))).toBe("utf-16be");
    expect(sniffEncoding(Uint8Array.of(0x61, 0, 0x62, 0, 0x63, 0))).toBe("utf-16le");
    // 你好，世界 in GBK; "déjà vu" in Latin-1.
    expect(sniffEncoding(Uint8Array.of(0xc4, 0xe3, 0xba, 0xc3, 0xa3, 0xac, 0xca, 0xc0, 0xbd, 0xe7))).toBe("gb18030");
    expect(sniffEncoding(Uint8Array.of(0x64, 0xe9, 0x6a, 0xe0, 0x20, 0x76, 0x75))).toBe("windows-1252");
  });
  test("a character cut by the end of the sample is no reason against UTF-8", () => {
    const long = utf8(`x${"你".repeat(30_000)}`);
    expect(sniffEncoding(long)).toBe("utf-8");
  });
});
