/** `a + b` of PyTorch's tensors: sums, products and means of layers, noise, masks of steps, and two directions put together. */
import type { Draft } from "@/interop/code/draft";
import { host, isFree, tensorIn, type TorchCalls, type TorchValue } from "@/interop/code/pytorch/torch-hosts";
import { bothWays, stepsOf } from "@/interop/code/pytorch/torch-steps";
import type { SyntaxNode } from "@/interop/code/python/tree";
import { unknown } from "@/interop/code/python/values";

export function torchOperators({ own, program, add, addTo, applyModule, settle }: TorchCalls) {
  const { drafts } = program;

  function maskOrMean(operator: string, left: TorchValue, right: TorchValue, at: SyntaxNode): TorchValue | undefined {
    const steps = stepsOf(operator, left, right);
    if (steps === undefined) return undefined;
    if (steps === "mean") return applyModule("AdaptiveAvgPool1d", { output_size: 1 }, left, at);
    if (!("type" in steps)) return add("Masking", { maskValue: steps.value }, [steps.draft], at);
    // Tokens that are zero are padding for whoever reads a table by them.
    if (operator === "!=")
      for (const table of drafts) if (table.className === "Embedding" && table.inputs[0] === steps.draft) table.config = { ...table.config, maskZero: true };
    return host(steps);
  }

  /** Divided by how many there are, or by the ones that a window saw. */
  function quotient(left: TorchValue, right: TorchValue): TorchValue | undefined {
    if (tensorIn(right)?.isOnes === true) return left;
    const sum = tensorIn(left)?.draft;
    const count = right.kind === "literal" ? right.value : undefined;
    if (sum?.className === "Bidirectional" && sum.config["mergeMode"] === "sum" && count === 2) {
      sum.config = { ...sum.config, mergeMode: "ave" };
      return left;
    }
    if (sum?.className !== "Add" || count !== sum.inputs.length || !isFree(program, sum)) return undefined;
    const average: Draft = { ...sum, className: "Average" };
    drafts[drafts.indexOf(sum)] = average;
    program.shapes.set(average, program.shapes.get(sum) ?? []);
    return host({ type: "tensor", draft: average });
  }

  function noise(operator: string, left: TorchValue, right: TorchValue, at: SyntaxNode): TorchValue | undefined {
    const sides = [left, right];
    const found = sides.flatMap((side) => (side.kind === "host" && side.host.type === "noise" ? side.host : []))[0];
    const [scale = 1] = sides.flatMap((side) => (side.kind === "literal" && typeof side.value === "number" ? side.value : []));
    const [tensor] = sides.flatMap((side) => tensorIn(side)?.draft ?? []);
    if (found && operator === "*") return host({ type: "noise", scale: found.scale * scale });
    return found && operator === "+" && tensor ? add("GaussianNoise", { stddev: found.scale }, [tensor], at) : undefined;
  }

  function merge(operator: string, left: TorchValue, right: TorchValue, at: SyntaxNode): TorchValue | undefined {
    const className = ({ "+": "Add", "*": "Multiply" } as const)[operator];
    const [first, second] = [settle(left), settle(right)];
    if (!className || !first || !second) return undefined;
    const pair = bothWays(program, first, second, className === "Add" ? "sum" : "mul");
    return pair ? host({ type: "tensor", draft: pair }) : addTo(className, [first.draft, second.draft], at);
  }

  return (operator: string, left: TorchValue, right: TorchValue, at: SyntaxNode): TorchValue => {
    const made =
      maskOrMean(operator, left, right, at) ??
      (operator === "/" ? quotient(left, right) : undefined) ??
      noise(operator, left, right, at) ??
      merge(operator, left, right, at);
    if (made) return made;
    if (!own.isAside())
      own.problem(at, {
        en: "Outputs of layers can be added and multiplied with one another; this is not known here.",
        zh: "层的输出之间可以相加或相乘；这里不支持此运算。",
      });
    return unknown;
  };
}
