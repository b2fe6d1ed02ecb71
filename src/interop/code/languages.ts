/** The languages in which a project can be read as a program. Listing one here puts it into the panel and its tests. */
import type { Text } from "@/base/text";
import type { CodeText } from "@/interop/code/code-text";
import type { CodeSource } from "@/interop/code/code-source";
import type { CodeReading } from "@/interop/code/code-reading";
import { printJson } from "@/interop/code/json/print-json";
import { readJson } from "@/interop/code/json/read-json";
import { readKeras } from "@/interop/code/keras/read-keras";
import { printKeras } from "@/interop/code/keras/print-keras";
import { printTorch } from "@/interop/code/pytorch/print-torch";
import { readTorch } from "@/interop/code/pytorch/read-torch";
import { printTfjs } from "@/interop/code/tfjs/print-tfjs";

export interface CodeLanguage {
  readonly id: "keras" | "pytorch" | "tfjs" | "json";
  readonly title: Text;
  /** The grammar that colours it. */
  readonly syntax: "python" | "javascript" | "json";
  /** The name of its file. */
  readonly fileName: string;
  /** Throws a `ProblemError` where the project cannot be said in it. */
  readonly print: (source: CodeSource) => CodeText;
  /** Where an edited text changes the project; the others are for reading. */
  readonly read?: (text: string, source: CodeSource) => CodeReading;
}

const same = (word: string): Text => ({ en: word, zh: word });

export const codeLanguages: readonly CodeLanguage[] = [
  { id: "keras", title: same("Keras"), syntax: "python", fileName: "model_keras.py", print: printKeras, read: readKeras },
  { id: "pytorch", title: same("PyTorch"), syntax: "python", fileName: "model_pytorch.py", print: printTorch, read: readTorch },
  { id: "tfjs", title: same("TensorFlow.js"), syntax: "javascript", fileName: "model_tfjs.js", print: printTfjs },
  { id: "json", title: same("JSON"), syntax: "json", fileName: "model.json", print: printJson, read: readJson },
];
