/** `x.view(-1, 784)` and other methods of PyTorch's tensors. */
import type { Given } from "@/interop/code/pytorch/torch-given";
import { constantOf, host, tensorIn, type Args, type TorchCalls, type TorchHost, type TorchValue } from "@/interop/code/pytorch/torch-hosts";
import { stepwise } from "@/interop/code/pytorch/torch-films";
import { reshape, type TensorHost } from "@/interop/code/pytorch/torch-steps";
import type { SyntaxNode } from "@/interop/code/python/tree";
import { unknown } from "@/interop/code/python/values";

/** Methods that change nothing here, and those that tell of a tensor and make none. */
const asItIs = new Set("contiguous float double half to long int type cuda cpu clone detach squeeze requires_grad_ type_as".split(" "));
const toldApart = new Set("size dim numel item backward new_zeros tolist numpy stride ndimension".split(" "));

export function torchMethods(calls: TorchCalls) {
  const { own, program, add, applyModule, activate } = calls;
  const { shapes } = program;
  const films = stepwise(calls);
  const numberAt = (args: Args, i: number) => {
    const value = constantOf(args[i]?.value ?? unknown);
    return typeof value === "number" ? value : undefined;
  };

  /** To a list of features, or to sizes behind the batch. */
  function reshaped(called: TensorHost, name: string, args: Args, at: SyntaxNode): TorchValue {
    const list = args[0]?.value.kind === "list" ? args[0].value.items.map((value) => ({ value, at })) : args;
    const rest = list.slice(1).map((_, i) => numberAt(list, i + 1));
    const shape = shapes.get(called.draft) ?? [];
    if (rest.length === 1) {
      // `x.reshape(-1, 784)` says the size; `x.view(x.size(0), -1)` flattens.
      const [size] = rest;
      if (name === "reshape" && size !== undefined && size > 0 && called.isSpread !== true) return add("Reshape", { targetShape: [size] }, [called.draft], at);
      return applyModule("Flatten", {}, host(called), at);
    }
    const known = rest.filter((size) => size !== undefined);
    const values = shape.slice(1).reduce<number>((product, size) => product * (size ?? 1), 1);
    const product = known.reduce((all, size) => (size > 0 ? all * size : all), 1);
    const sizes = known.map((size) => (size < 0 ? values / product : size));
    if (rest.length === 0 || known.length < rest.length || sizes.some((size) => !Number.isInteger(size))) {
      own.problem(at, {
        en: "Shapes are read as numbers behind the batch: x.flatten(1), x.view(x.size(0), -1), x.view(-1, 64, 7, 7).",
        zh: "形状须写成批次之后的数字：x.flatten(1)、x.view(x.size(0), -1)、x.view(-1, 64, 7, 7)。",
      });
      return host(called);
    }
    const [channels = 1, ...image] = sizes;
    const targetShape = sizes.length === 3 ? [...image, channels] : sizes;
    if (sizes.length === 3 && String(targetShape) === String(shape.slice(1))) return host({ ...called, sizes });
    const made = add("Reshape", { targetShape }, [called.draft], at);
    return made.kind === "host" && made.host.type === "tensor" && sizes.length === 3 ? host({ ...made.host, sizes }) : made;
  }

  /** Turned, what was just given a shape has its channels last, as that shape says it. */
  function turned({ sizes, ...called }: TensorHost, args: Args, at: SyntaxNode): TorchValue {
    if (!sizes || String(args.map((_, i) => numberAt(args, i))) !== "0,3,1,2") return host(called);
    const { draft } = called;
    if (draft.className !== "Reshape" || draft.variables.size > 0) return add("Reshape", { targetShape: sizes }, [draft], at);
    draft.config = { targetShape: sizes };
    reshape(draft, shapes);
    return host(called);
  }

  function flattened(called: TensorHost, args: Args, at: SyntaxNode): TorchValue {
    const from = numberAt(args, 0);
    if (from === 0 && numberAt(args, 1) === 1) return films.enter(called, at);
    if (from !== undefined && from !== 1) {
      own.problem(at, { en: "Only what stands behind the batch is flattened: x.flatten(1).", zh: "只展平批次之后的部分：x.flatten(1)。" });
      return host(called);
    }
    // What is flat already comes back as it went out, unless it only looks flat here.
    return shapes.get(called.draft)?.length === 2 && called.isSpread !== true
      ? add("Flatten", {}, [called.draft], at)
      : applyModule("Flatten", {}, host(called), at);
  }

  function pooled(called: TensorHost, name: "mean" | "amax", dim: Given[string] | undefined, at: SyntaxNode): TorchValue {
    const isSteps = dim === 1 && shapes.get(called.draft)?.length === 3;
    if (!isSteps && !["2,3", "-2,-1", "-1,-2", "3,2"].includes(String(dim))) return unknown;
    const made = tensorIn(applyModule(`Adaptive${name === "mean" ? "Avg" : "Max"}Pool${isSteps ? 1 : 2}d`, { output_size: 1 }, host(called), at));
    return made ? host({ ...made, isSpread: false }) : unknown;
  }

  return (called: TorchHost, name: string, args: Args, at: SyntaxNode): TorchValue => {
    if (called.type === "mask") return host(name === "any" ? { ...called, isAny: true } : called);
    // A table that does not learn.
    if (called.type === "module" && name === "requires_grad_")
      return host({ ...called, given: { ...called.given, learns: constantOf(args[0]?.value ?? unknown) !== false } });
    if (called.type !== "tensor") return unknown;
    const dim = constantOf(args.find((arg) => arg.name === "dim")?.value ?? args[0]?.value ?? unknown);
    switch (name) {
      case "permute":
        return turned(called, args, at);
      case "transpose":
        return host(called);
      case "flip":
        return host({ ...called, isFlipped: true });
      case "sum":
        return called.isMasked === true && dim === 1 ? host({ ...called, isSummed: true }) : unknown;
      case "unsqueeze":
        return host({ ...called, isRow: dim === 1 });
      case "expand": {
        const n = numberAt(args, 1);
        return called.isRow === true && n !== undefined ? add("RepeatVector", { n }, [called.draft], at) : unknown;
      }
      case "flatten":
        return flattened(called, args, at);
      case "unflatten":
        return films.leave(called, at);
      case "view":
      case "reshape":
        return reshaped(called, name, args, at);
      case "mean":
      case "amax":
        return pooled(called, name, dim, at);
      case "relu":
      case "sigmoid":
      case "tanh":
      case "softmax":
        return activate(name, host(called), at);
      default:
        if (asItIs.has(name)) return host(called);
        if (!toldApart.has(name) && !own.isAside())
          own.problem(
            at,
            {
              en: "{name} is not read from PyTorch. Change such a layer on the canvas or in Keras.",
              zh: "不从 PyTorch 读取 {name}。请在画布上或用 Keras 修改该层。",
            },
            { name },
          );
        return unknown;
    }
  };
}
