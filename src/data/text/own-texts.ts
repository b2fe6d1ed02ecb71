/** Texts of one's own with their classes: taken from a table, and small enough to be part of the project. */
import { message } from "@/base/text";
import type { Table, TableFault } from "@/data/text/read-table";

export interface OwnTexts {
  readonly name: string;
  /** In the order in which they first occur. */
  readonly classNames: readonly string[];
  readonly texts: readonly string[];
  /** Class number of each text. */
  readonly labels: readonly number[];
}

/** They are saved with every change of the project, which holds two million characters at most. */
export const ownTextLimits = { texts: 20_000, characters: 800_000, textCharacters: 20_000, classes: 50, classCharacters: 60 } as const;

export interface Columns {
  readonly text: number;
  readonly label: number;
  /** The first row names the columns. */
  readonly hasHeader: boolean;
}

/** The column with the longest cells is the text; of the others, the one with the fewest different ones is the class. */
export function guessColumns({ rows, columns }: Table): Columns {
  const hasHeader =
    rows[0]?.cells.some((cell) => /^(text|label|class|category|message|review|sentence|content|文本|标签|类别|内容|句子|评论)s?$/i.test(cell)) ?? false;
  const body = hasHeader ? rows.slice(1) : rows;
  const lengths = Array.from({ length: columns }, (_, column) => body.reduce((sum, { cells }) => sum + (cells[column]?.length ?? 0), 0));
  const text = lengths.indexOf(Math.max(...lengths));
  const kinds = lengths.map((_, column) => (column === text ? Number.POSITIVE_INFINITY : new Set(body.map(({ cells }) => cells[column] ?? "")).size));
  return { text: Math.max(0, text), label: columns > 1 ? kinds.indexOf(Math.min(...kinds)) : 0, hasHeader };
}

/** What can be used, and line by line what cannot. */
export function ownTextsFrom(
  { rows, faults: before }: Table,
  columns: Columns,
  name: string,
): { readonly own: OwnTexts; readonly faults: readonly TableFault[] } {
  const faults: TableFault[] = [...before];
  const classes = new Map<string, number>();
  const texts: string[] = [];
  const labels: number[] = [];
  let characters = 0;
  for (const { line, cells } of columns.hasHeader ? rows.slice(1) : rows) {
    const text = cells[columns.text] ?? "";
    const label = (cells[columns.label] ?? "").slice(0, ownTextLimits.classCharacters);
    if (text === "") faults.push({ line, what: message({ en: "no text", zh: "没有文本" }) });
    else if (label === "") faults.push({ line, what: message({ en: "no class", zh: "没有类别" }) });
    else if (!classes.has(label) && classes.size >= ownTextLimits.classes)
      faults.push({
        line,
        what: message(
          { en: "“{label}” would be a class more than the {most} that are allowed", zh: "“{label}”超出了最多 {most} 个类别的限制" },
          { label, most: ownTextLimits.classes },
        ),
      });
    else if (texts.length >= ownTextLimits.texts || characters + text.length > ownTextLimits.characters) {
      faults.push({
        line,
        what: message(
          {
            en: "from here on it is too much: {texts} texts, or {characters} characters, are the most",
            zh: "从此行起超出限制：最多 {texts} 条文本，或 {characters} 个字符",
          },
          { texts: ownTextLimits.texts.toLocaleString("en"), characters: ownTextLimits.characters.toLocaleString("en") },
        ),
      });
      break;
    } else {
      const number = classes.get(label) ?? classes.size;
      classes.set(label, number);
      const kept = text.slice(0, ownTextLimits.textCharacters).toWellFormed();
      texts.push(kept);
      labels.push(number);
      characters += kept.length;
    }
  }
  return { own: { name, classNames: [...classes.keys()], texts, labels }, faults: faults.toSorted((a, b) => a.line - b.line) };
}
