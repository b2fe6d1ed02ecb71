/** A PyTorch program as the network that it describes: an `nn.Module` with `forward`, or an `nn.Sequential`; read, never run. */
import { ProblemError } from "@/base/problem";
import { message } from "@/base/text";
import { findDatasetFor } from "@/data/datasets";
import { linesOf, type CodeReading } from "@/interop/code/code-reading";
import type { CodeProblem } from "@/interop/code/code-problem";
import type { CodeSource } from "@/interop/code/code-source";
import { programDraft, type Draft } from "@/interop/code/draft";
import { mergeNetwork } from "@/interop/code/merge-network";
import type { TorchHost, TorchProgram } from "@/interop/code/pytorch/torch-hosts";
import { endWithActivation } from "@/interop/code/end-activation";
import { isSameValue } from "@/interop/code/keras/keras-values";
import { torchSettings, type TorchSettings } from "@/interop/code/pytorch/torch-settings";
import { foldActivations } from "@/interop/code/pytorch/fold-activations";
import { methodCalls, torchLibrary } from "@/interop/code/pytorch/torch-library";
import { interpreter, type Interpreter } from "@/interop/code/python/interpret";
import { refusedText, syntaxProblems, treeOf, type SyntaxNode } from "@/interop/code/python/tree";
import { layerNameOf } from "@/interop/export/pytorch/torch-module";
import { inputsInOrder } from "@/network/inputs-in-order";
import { planOf } from "@/network/plan";
import type { Argument, Library } from "@/interop/code/python/values";

/** What comes in is the network's own input, else the data's: PyTorch does not say it. */
export function readTorch(text: string, source: CodeSource): CodeReading {
  const refused = refusedText(text);
  if (refused) return { problems: [refused], lines: new Map() };
  const top = treeOf(text);
  const broken = syntaxProblems(top, text);
  if (broken.length > 0) return { problems: broken, lines: new Map() };
  const problems: CodeProblem[] = [];
  const unsaid = unsaidLayers(source.network);
  const inputs = inputDrafts(source, unsaid);
  const program: TorchProgram = {
    drafts: [...inputs],
    shapes: new Map(inputs.map((input) => [input, [null, ...(input.config as { readonly shape: readonly number[] }).shape]])),
    classes: new Map(),
    made: new Map(),
    modules: new Map(),
    sequential: undefined,
  };
  let library: Library<TorchHost> | undefined;
  let settings: TorchSettings | undefined;
  const reader = interpreter<TorchHost>(text, problems, (own) => {
    settings = torchSettings(own, source.training, text);
    library = torchLibrary(own, program, settings, text);
    return library;
  });
  reader.readProgram(top);
  const args = inputs.map((draft): Argument<TorchHost> => ({ value: { kind: "host", host: { type: "tensor", draft } }, at: top }));
  runNetwork(program, args, top, reader.callMethods, library);
  foldActivations(program);
  const { training = source.training, takesLogits } = settings?.result() ?? {};
  if (takesLogits && endWithActivation(program.drafts, training.loss))
    problems.push({
      from: takesLogits.from,
      to: takesLogits.to,
      severity: "note",
      what: message({
        en: "The last layer gets the softmax or sigmoid here that this loss adds there.",
        zh: "此损失函数内含的 softmax 或 sigmoid 在这里放到最后一层。",
      }),
    });
  const hasErrors = () => problems.some(({ severity }) => severity === "error");
  if (program.drafts.length === inputs.length && !hasErrors())
    problems.push({
      from: 0,
      to: 1,
      severity: "error",
      what: message({ en: "No nn.Module with forward and no nn.Sequential was found.", zh: "没有找到带 forward 的 nn.Module 或 nn.Sequential。" }),
    });
  const { network, nodeOf } = mergeNetwork(program.drafts, source.network, { nameOf: layerNameOf, unsaidIds: unsaid });
  const lines = linesOf(text, nodeOf);
  if (hasErrors()) return { problems, lines };
  const kept = isSameValue(training, source.training) ? source.training : training;
  return { source: network === source.network && kept === source.training ? source : { ...source, network, training: kept }, problems, lines };
}

/** A module says what leads to its answer. */
function unsaidLayers(network: CodeSource["network"]): ReadonlySet<string> {
  try {
    const said = new Set(planOf(network).layers.map(({ node }) => node.id));
    return new Set(network.nodes.flatMap(({ id }) => (said.has(id) ? [] : id)));
  } catch (error) {
    if (error instanceof ProblemError) return new Set();
    throw error;
  }
}

/** The network's own, the source before the target, else what the data have. */
function inputDrafts({ network, data }: CodeSource, unsaid: ReadonlySet<string>): readonly Draft[] {
  const own = inputsInOrder(network.nodes.filter(({ id }) => !unsaid.has(id)));
  const made = (config: Readonly<Record<string, unknown>>, name?: string): Draft => {
    const draft = programDraft("Input", config, { from: 0, to: 0 }, name);
    draft.isApplied = true;
    return draft;
  };
  return own.length > 0 ? own.map(({ config, name }) => made({ ...config }, name)) : [made({ shape: findDatasetFor(data)?.inputShape ?? [1] })];
}

/** Of several classes the last is the network: the others are its parts. */
function runNetwork(
  { classes, made, sequential }: TorchProgram,
  args: readonly Argument<TorchHost>[],
  at: SyntaxNode,
  callMethods: Interpreter<TorchHost>["callMethods"],
  library: Library<TorchHost> | undefined,
): void {
  const last = [...classes].at(-1);
  if (last) callMethods(methodCalls(last[1], made.get(last[0]) ?? [], args), last[1]);
  else if (sequential?.kind === "host") library?.apply(sequential.host, args, at);
}
