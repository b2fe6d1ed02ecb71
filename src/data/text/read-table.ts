/** Text with columns, as it comes out of spreadsheets: CSV by RFC 4180, or with tabs or semicolons. What is wrong is said with its line. */
import { message, type Message } from "@/base/text";

export interface TableRow {
  /** Counted from 1; where the row begins. */
  readonly line: number;
  readonly cells: readonly string[];
}
export interface TableFault {
  readonly line: number;
  readonly what: Message;
}
export interface Table {
  readonly delimiter: string;
  /** Of the widest row. */
  readonly columns: number;
  readonly rows: readonly TableRow[];
  readonly faults: readonly TableFault[];
}

const delimiters = ["\t", ",", ";"] as const;
/** The beginning tells what separates the columns. */
const sniffedLines = 20;

export function readTable(text: string): Table {
  const source = text.replace(/^\ufeff/, "");
  const delimiter = sniffDelimiter(source);
  const { rows, faults } = split(source, delimiter);
  return { delimiter, columns: Math.max(0, ...rows.map(({ cells }) => cells.length)), rows, faults };
}

/** The one that gives the most lines the same number of columns, of at least two; a comma where none does. */
function sniffDelimiter(text: string): string {
  const beginning = text.split(/\r\n|\r|\n/, sniffedLines).join("\n");
  let best = { delimiter: ",", score: 0 };
  for (const delimiter of delimiters) {
    const widths = split(beginning, delimiter).rows.map(({ cells }) => cells.length);
    const counts = new Map<number, number>();
    for (const width of widths) if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1);
    const score = Math.max(0, ...counts.values());
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function split(text: string, delimiter: string): { readonly rows: TableRow[]; readonly faults: TableFault[] } {
  const rows: TableRow[] = [];
  const faults: TableFault[] = [];
  let line = 1;
  let at = 0;
  while (at < text.length) {
    const startLine = line;
    const cells: string[] = [];
    let isRowOpen = true;
    while (isRowOpen) {
      const cell = text[at] === '"' ? quoted(text, at) : plain(text, at, delimiter);
      if (cell.isOpen) faults.push({ line, what: message({ en: "a quotation mark is opened and never closed", zh: "引号打开后没有闭合" }) });
      cells.push(cell.value);
      line += cell.lines;
      at = cell.end;
      if (text[at] === delimiter) {
        at++;
        continue;
      }
      if (at < text.length && text[at] !== "\n" && text[at] !== "\r") {
        // What follows a closing quotation mark belongs to the cell, as spreadsheets read it.
        const rest = plain(text, at, delimiter);
        cells[cells.length - 1] += rest.value;
        at = rest.end;
        if (text[at] === delimiter) {
          at++;
          continue;
        }
      }
      isRowOpen = false;
    }
    if (text.startsWith("\r\n", at)) at += 2;
    else at++;
    line++;
    if (cells.some((cell) => cell.trim() !== "")) rows.push({ line: startLine, cells: cells.map((cell) => cell.trim()) });
  }
  return { rows, faults };
}

interface Cell {
  readonly value: string;
  readonly end: number;
  /** Line breaks within it. */
  readonly lines: number;
  readonly isOpen: boolean;
}

function plain(text: string, from: number, delimiter: string): Cell {
  let end = from;
  while (end < text.length && text[end] !== delimiter && text[end] !== "\n" && text[end] !== "\r") end++;
  return { value: text.slice(from, end), end, lines: 0, isOpen: false };
}

/** From a quotation mark to the one that closes it; two together stand for one. */
function quoted(text: string, from: number): Cell {
  let end = from + 1;
  while (end < text.length) {
    const next = text.indexOf('"', end);
    if (next < 0) break;
    if (text[next + 1] !== '"') return { ...inside(text, from, next), end: next + 1, isOpen: false };
    end = next + 2;
  }
  // Without an end the mark was meant as one: the line is read as it stands, so that the rest of the file is not lost in it.
  let stop = from;
  while (stop < text.length && text[stop] !== "\n" && text[stop] !== "\r") stop++;
  return { value: text.slice(from, stop), end: stop, lines: 0, isOpen: true };
}

function inside(text: string, from: number, to: number): Pick<Cell, "value" | "lines"> {
  const value = text.slice(from + 1, to).replaceAll('""', '"');
  return { value, lines: (value.match(/\r\n|\r|\n/g) ?? []).length };
}
