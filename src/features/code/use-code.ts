/** One language's text of the project: printed, until somebody edits it; then as it was typed, as long as it says what the project is. */
import { useMemo, useState } from "react";
import { problemOf, type Problem } from "@/base/problem";
import { message } from "@/base/text";
import { useBench, useDocument } from "@/hooks/bench";
import type { CodeProblem } from "@/interop/code/code-problem";
import type { CodeReading } from "@/interop/code/code-reading";
import type { CodeText } from "@/interop/code/code-text";
import type { CodeSource } from "@/interop/code/code-source";
import type { CodeLanguage } from "@/interop/code/languages";

interface Typed {
  readonly language: CodeLanguage;
  readonly text: string;
  readonly reading: CodeReading;
  /** The project while it was typed, with what was read from it. */
  readonly source: CodeSource;
}

export interface ShownCode {
  readonly text: string;
  readonly lines: CodeText["lines"];
  readonly problems: readonly CodeProblem[];
}
export interface Code {
  readonly shown?: ShownCode;
  /** Why the project cannot be said in this language. */
  readonly refused?: Problem;
  readonly edit: (text: string) => void;
}

const noProblems: readonly CodeProblem[] = [];

export function useCode(language: CodeLanguage): Code {
  const { document } = useBench();
  const source = useDocument(({ project: { name, network, data, training } }) => ({ name, network, data, training }));
  const [typed, setTyped] = useState<Typed>();
  const printed = useMemo(() => print(language, source), [language, source]);

  const edit = (text: string) => {
    if (!language.read) return;
    const reading = language.read(text, source);
    const after = reading.source ?? source;
    setTyped({ language, text, reading, source: after });
    if (after === source) return;
    document.apply({
      label: message({ en: "Edit the {language} code", zh: "编辑 {language} 代码" }, { language: language.title }),
      project: { ...document.getState().project, network: after.network, training: after.training, data: after.data },
    });
  };

  const isCurrent =
    typed?.language === language && typed.source.network === source.network && typed.source.training === source.training && typed.source.data === source.data;
  const own = isCurrent ? { text: typed.text, lines: typed.reading.lines, problems: typed.reading.problems } : undefined;
  const shown = own ?? (printed.code && { ...printed.code, problems: noProblems });
  return { ...(shown ? { shown } : {}), ...(printed.refused && !own ? { refused: printed.refused } : {}), edit };
}

function print(language: CodeLanguage, source: CodeSource): { readonly code?: CodeText; readonly refused?: Problem } {
  try {
    return { code: language.print(source) };
  } catch (error) {
    return { refused: problemOf(error) };
  }
}
