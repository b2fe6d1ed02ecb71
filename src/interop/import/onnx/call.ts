/** What a rule that reads one node of an ONNX graph is given. */
import { onlyNumber } from "@/interop/import/onnx/constants";
import type { Drawing } from "@/interop/import/onnx/drawing";
import type { ReadGraph, ReadNode } from "@/interop/import/onnx/onnx-model";
import type { Constant, Fill, Tensor, Value } from "@/interop/import/onnx/values";
import { Unsuited } from "@/interop/import/unsuited";

/** A rule answers the node's values in their order; one alone need not be a list. */
export type Rule = (call: Call) => Value | readonly Value[];

/** A value that the reason has been given for already. */
export class Silent extends Error {
  override readonly name = "Silent";
}

export const unsuitedAttribute = (name: string, value: unknown) =>
  new Unsuited({
    en: `its attribute ${name} is ${JSON.stringify(value ?? null).slice(0, 60)}, which Layerlab does not have.`,
    zh: `其属性 ${name} 为 ${JSON.stringify(value ?? null).slice(0, 60)}，Layerlab 没有。`,
  });
export const needsConstant = new Unsuited({
  en: "it computes with numbers that depend on its input where Layerlab has fixed ones.",
  zh: "它使用随输入变化的数值，而 Layerlab 在此处只有固定数值。",
});
/** What all nodes of a graph share. */
export interface Around {
  readonly drawing: Drawing;
  /** The first size of the graph's input, where the file fixes it. */
  readonly fixedBatch: number | undefined;
  readonly opset: number;
  /** A value of the graph, by its name. */
  readonly known: (name: string) => Value | undefined;
  /** Whatever it is, as the answer of a layer. */
  readonly drawn: (value: Value) => Tensor;
}

export class Call {
  readonly node: ReadNode;
  readonly inputs: readonly (Value | undefined)[];
  readonly #around: Around;

  constructor(node: ReadNode, inputs: readonly (Value | undefined)[], around: Around) {
    this.node = node;
    this.inputs = inputs;
    this.#around = around;
  }

  /** The same node over other values. */
  with(inputs: readonly (Value | undefined)[]): Call {
    return new Call(this.node, inputs, this.#around);
  }

  get drawing(): Drawing {
    return this.#around.drawing;
  }
  get fixedBatch(): number | undefined {
    return this.#around.fixedBatch;
  }
  get opset(): number {
    return this.#around.opset;
  }
  known(name: string): Value | undefined {
    return this.#around.known(name);
  }
  drawn(value: Value): Tensor {
    return this.#around.drawn(value);
  }

  number(name: string, absent: number): number {
    const attribute = this.node.attributes.get(name);
    return attribute?.int ?? attribute?.float ?? absent;
  }
  text(name: string): string {
    return this.node.attributes.get(name)?.text ?? "";
  }
  graph(name: string): ReadGraph | undefined {
    return this.node.attributes.get(name)?.graph;
  }
  list(name: string): readonly number[] | undefined {
    const attribute = this.node.attributes.get(name);
    return attribute && (attribute.numbers.length > 0 || attribute.int === undefined) ? attribute.numbers : undefined;
  }
  /** Numbers that older versions had as an attribute and newer ones as an input. */
  listAt(name: string, input: number): readonly number[] | undefined {
    return this.list(name) ?? (this.inputs[input] ? [...this.constant(input).data] : undefined);
  }

  value(i: number): Value {
    const value = this.inputs[i];
    if (!value) throw needsConstant;
    if (value.kind === "unknown") throw new Silent();
    return value;
  }
  constant(i: number): Constant {
    const value = this.value(i);
    if (value.kind !== "constant") throw needsConstant;
    return value;
  }
  fixed(i: number): Constant | Fill | undefined {
    const value = this.inputs[i];
    return value?.kind === "constant" || value?.kind === "fill" ? value : undefined;
  }
  /** A number that is the same everywhere. */
  numberAt(i: number): number | undefined {
    const value = this.fixed(i);
    return value && onlyNumber(value);
  }
  tensor(i: number): Tensor {
    return this.drawn(this.value(i));
  }
}
