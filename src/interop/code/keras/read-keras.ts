/** A Keras program as the project that it describes: read by its grammar, never run. */
import { linesOf, type CodeReading } from "@/interop/code/code-reading";
import type { CodeProblem } from "@/interop/code/code-problem";
import type { CodeSource } from "@/interop/code/code-source";
import { programDraft } from "@/interop/code/draft";
import type { KerasHost, KerasProgram } from "@/interop/code/keras/keras-hosts";
import { chain, kerasLibrary } from "@/interop/code/keras/keras-library";
import { endWithActivation } from "@/interop/code/end-activation";
import { isSameValue } from "@/interop/code/keras/keras-values";
import { mergeNetwork } from "@/interop/code/merge-network";
import { interpreter } from "@/interop/code/python/interpret";
import { refusedText, syntaxProblems, treeOf } from "@/interop/code/python/tree";
import { findDatasetFor } from "@/data/datasets";
import { message } from "@/base/text";

export function readKeras(text: string, source: CodeSource): CodeReading {
  const refused = refusedText(text);
  if (refused) return { problems: [refused], lines: new Map() };
  const top = treeOf(text);
  const broken = syntaxProblems(top, text);
  if (broken.length > 0) return { problems: broken, lines: new Map() };
  const problems: CodeProblem[] = [];
  const program: KerasProgram = { drafts: [], sequentials: [], training: source.training, validationSplit: source.data.validationSplit };
  interpreter<KerasHost>(text, problems, (own) => kerasLibrary(own, program, text)).readProgram(top);
  for (const { items } of program.sequentials) wireSequential(items, program, source, problems);
  const { takesLogits } = program;
  if (takesLogits && endWithActivation(program.drafts, program.training.loss))
    problems.push({
      from: takesLogits.from,
      to: takesLogits.to,
      severity: "note",
      what: message({
        en: "from_logits: the last layer gets the softmax or sigmoid here that the loss adds there.",
        zh: "from_logits：损失函数内含的 softmax 或 sigmoid 在这里放到最后一层。",
      }),
    });
  const hasErrors = problems.some(({ severity }) => severity === "error");
  if (program.drafts.length === 0 && !hasErrors)
    problems.push({
      from: 0,
      to: Math.min(text.length, 1),
      severity: "error",
      what: message({ en: "No layer was found in this text.", zh: "此文本中没有找到层。" }),
    });
  const { network, nodeOf } = mergeNetwork(program.drafts, source.network);
  const lines = linesOf(text, nodeOf);
  if (hasErrors || program.drafts.length === 0) return { problems, lines };
  const training = isSameValue(program.training, source.training) ? source.training : program.training;
  const { validationSplit } = program;
  const data = validationSplit === source.data.validationSplit ? source.data : { ...source.data, validationSplit };
  const isSame = network === source.network && training === source.training && data === source.data;
  return { source: isSame ? source : { ...source, network, training, data }, problems, lines };
}

/** A Sequential that does not say what comes in takes what the data give. */
function wireSequential(items: KerasProgram["sequentials"][number]["items"], program: KerasProgram, { data }: CodeSource, problems: CodeProblem[]): void {
  const [first] = items;
  if (!first || first.isApplied) {
    chain(items, undefined);
    return;
  }
  const shape = findDatasetFor(data)?.inputShape;
  if (!shape || program.drafts.some(({ className }) => className === "Input")) {
    chain(items, undefined);
    return;
  }
  const input = programDraft("Input", { shape }, { from: first.from, to: first.from });
  input.isApplied = true;
  program.drafts.splice(program.drafts.indexOf(first), 0, input);
  chain(items, input);
  problems.push({
    from: first.from,
    to: first.to,
    severity: "note",
    what: message(
      { en: "What comes in is not said; it is as the data are: {shape}.", zh: "没有写明输入形状，按数据取为 {shape}。" },
      { shape: `(${shape.join(", ")})` },
    ),
  });
}
