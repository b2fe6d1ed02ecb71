/** What was read from a program: the project as it would be, or what stands in the way. */
import type { CodeProblem } from "@/interop/code/code-problem";
import type { CodeText, LineRange } from "@/interop/code/code-text";
import type { CodeSource } from "@/interop/code/code-source";
import type { Draft } from "@/interop/code/draft";

export interface CodeReading {
  /** Absent while there are errors: the last good network stays. Parts that did not change are the very objects that came in. */
  readonly source?: CodeSource;
  readonly problems: readonly CodeProblem[];
  readonly lines: CodeText["lines"];
}

/** Lines of the calls that made the layers, and of the modules that were called. */
export function linesOf(text: string, nodeOf: ReadonlyMap<Draft, string>): CodeText["lines"] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  const lineAt = (offset: number) => {
    let line = starts.findIndex((start) => start > offset);
    if (line === -1) line = starts.length;
    return line;
  };
  const lines = new Map<string, readonly LineRange[]>();
  for (const [draft, id] of nodeOf)
    lines.set(
      id,
      [...(draft.alsoAt ? [draft.alsoAt] : []), draft].map(({ from, to }) => ({ first: lineAt(from), last: lineAt(Math.max(from, to - 1)) })),
    );
  return lines;
}
