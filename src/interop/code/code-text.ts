/** The text of a program, and which of its lines say which layer. */

/** Lines are counted from 1; both ends belong to it. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

export interface CodeText {
  readonly text: string;
  /** By the layer's id. */
  readonly lines: ReadonlyMap<string, readonly LineRange[]>;
}

export interface CodeWriter {
  /** One or several lines at once; `nodeId`: the layer that they say. */
  write(lines: string, nodeId?: string): void;
  done(): CodeText;
}

export function codeWriter(): CodeWriter {
  const written: string[] = [];
  const lines = new Map<string, LineRange[]>();
  return {
    write(text, nodeId) {
      const first = written.length + 1;
      written.push(...text.split("\n"));
      if (nodeId === undefined) return;
      const range = { first, last: written.length };
      lines.set(nodeId, [...(lines.get(nodeId) ?? []), range]);
    },
    done: () => ({ text: `${written.join("\n")}\n`, lines }),
  };
}

/** Every line of a text a step further in. */
export function indented(text: string, by = "    "): string {
  return text.replaceAll(/^(?=.)/gm, by);
}
