/** Modules of PyTorch that are more than one layer here, or take more than one value: stacks of recurrent layers, attention, feed-forward blocks. */
import type { Draft } from "@/interop/code/draft";
import { torchLayerOf, type TorchModuleName } from "@/interop/code/pytorch/read-torch-call";
import type { Given } from "@/interop/code/pytorch/torch-given";
import { host, tensorIn, type Args, type TorchHost, type TorchValue } from "@/interop/code/pytorch/torch-hosts";
import { lastStep } from "@/interop/code/pytorch/torch-steps";
import type { Interpreter } from "@/interop/code/python/interpret";
import type { SyntaxNode } from "@/interop/code/python/tree";
import { unknown } from "@/interop/code/python/values";
import { initialConfig, type LayerName } from "@/network/layers";
import type { Shape } from "@/network/shape";

type Place = { readonly from: number; readonly to: number };
interface Around {
  readonly own: Interpreter<TorchHost>;
  readonly drafts: Draft[];
  readonly modules: Map<Draft, string>;
  readonly shapes: Map<Draft, Shape>;
  readonly add: (className: LayerName, config: Readonly<Record<string, unknown>>, inputs: readonly Draft[], at: Place) => TorchValue;
}

export function torchBlocks({ own, drafts, modules, shapes, add }: Around) {
  /** What the program calls its modules. */
  const names = new Map<TorchHost, string>();

  const isRecurrent = (name: TorchModuleName) => name === "LSTM" || name === "GRU" || name === "RNN";
  /** One behind the other, as many as `num_layers`: all steps, and the last states. */
  function recurrent(
    name: TorchModuleName,
    read: { readonly className: LayerName; readonly config: Given | object },
    given: Given,
    source: Draft,
    at: SyntaxNode,
  ): TorchValue {
    const count = typeof given["num_layers"] === "number" ? given["num_layers"] : 1;
    const made: Draft[] = [];
    for (let i = 0; i < Math.min(count, 8); i++) {
      const value = add(read.className, read.config as Readonly<Record<string, unknown>>, [made.at(-1) ?? source], at);
      const draft = tensorIn(value)?.draft;
      if (draft) made.push(draft);
    }
    const [first] = made;
    if (!first) return unknown;
    const directions = read.className === "Bidirectional" ? [0, 1] : [0];
    const ends: TorchValue = { kind: "list", items: made.flatMap((draft) => directions.map((direction) => host({ type: "end", draft, direction }))) };
    const states: TorchValue = name === "LSTM" ? { kind: "list", items: [ends, unknown] } : ends;
    return { kind: "list", items: [host({ type: "tensor", draft: made.at(-1) ?? first }), states] };
  }
  /** The last state alone, where nobody reads the others. */
  function lastOf(draft: Draft, at: SyntaxNode, isBoth = false): TorchValue {
    if (isBoth === (draft.className === "Bidirectional") && lastStep(draft, drafts, shapes)) return host({ type: "tensor", draft });
    own.problem(at, {
      en: "The last step alone is read of LSTM, GRU and RNN in one direction; of two, torch.cat([h[-2], h[-1]], dim=1).",
      zh: "只读取单向 LSTM、GRU、RNN 的最后一步；双向请用 torch.cat([h[-2], h[-1]], dim=1)。",
    });
    return host({ type: "tensor", draft });
  }

  /** One sequence looks at itself, or at a second; a mask follows from the layers before. */
  function attention(given: Given, args: Args, at: SyntaxNode): TorchValue {
    const read = torchLayerOf("Attention", given, [], undefined);
    const drafts_ = args.flatMap(({ name, value }) => (name === "mask" ? [] : (tensorIn(value)?.draft ?? [])));
    return typeof read === "object" && "className" in read ? add(read.className, read.config, drafts_, at) : unknown;
  }

  /** `x_intermediate` and `x_output`, one behind the other, are a feed-forward block `x` as we print it. */
  function feedForward(called: TorchHost, value: TorchValue): TorchValue | undefined {
    const before = tensorIn(value)?.draft;
    const dropout = before?.className === "Dropout" ? before : undefined;
    const inner = dropout ? dropout.inputs[0] : before;
    const name = /^(.+)_output$/.exec(names.get(called) ?? "")?.[1];
    if (!before || !inner || name === undefined || modules.get(inner) !== `${name}_intermediate` || inner.className !== "Dense") return undefined;
    for (const gone of [inner, dropout]) if (gone) drafts.splice(drafts.indexOf(gone), 1);
    const { units, activation } = inner.config;
    const config = { ...initialConfig("FeedForward"), units, hiddenActivation: activation, dropout: dropout?.config["rate"] ?? 0 };
    return add(
      "FeedForward",
      config,
      [inner.inputs[0]].filter((input) => input !== undefined),
      inner,
    );
  }

  /** `x_depthwise` and `x_pointwise`, one behind the other, are a separable convolution `x` as we print it. */
  function separable(called: TorchHost, value: TorchValue): TorchValue | undefined {
    const inner = tensorIn(value)?.draft;
    const name = /^(.+)_pointwise$/.exec(names.get(called) ?? "")?.[1];
    if (called.type !== "module" || !inner || name === undefined || modules.get(inner) !== `${name}_depthwise` || inner.variables.size > 0) return undefined;
    const { depthMultiplier, kernelSize, strides, padding } =
      inner.className === "Conv2D" ? { ...inner.config, depthMultiplier: inner.config["filters"] } : inner.config;
    drafts.splice(drafts.indexOf(inner), 1);
    const own_ = { filters: called.given["out_channels"], useBias: called.given["bias"] !== false, activation: "linear" };
    const config = { ...initialConfig("SeparableConv2D"), kernelSize, strides, padding, depthMultiplier, ...own_ };
    return add(
      "SeparableConv2D",
      config,
      inner.inputs.filter((input) => input !== undefined),
      inner,
    );
  }

  return {
    names,
    separable,
    isRecurrent,
    recurrent,
    lastOf,
    attention,
    feedForward,
    /** A module with a name made this layer. */
    made: (called: TorchHost, value: TorchValue): TorchValue => {
      const draft = tensorIn(value)?.draft;
      const name = names.get(called);
      if (draft && name !== undefined) modules.set(draft, name);
      if (draft && called.type === "module" && draft.from >= called.at.to) draft.alsoAt = called.at;
      return value;
    },
  };
}
