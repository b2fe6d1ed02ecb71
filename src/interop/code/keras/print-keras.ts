/** A project as a program for Keras 3: a Sequential where layers stand in a row, else the functional API; then its training. */
import { codeWriter, type CodeText, type CodeWriter } from "@/interop/code/code-text";
import type { CodeSource } from "@/interop/code/code-source";
import { isOwnClass, kerasCallOf } from "@/interop/code/keras/keras-calls";
import { kerasTraining } from "@/interop/code/keras/keras-training";
import { maskKeepingClass, programClassSource, type ProgramClass } from "@/interop/code/keras/own-classes";
import { sharesMaskedValue } from "@/interop/export/keras/program-masks";
import { isAutomaticName, isPlaceholder, variablesFor } from "@/interop/code/python/python-names";
import { pythonDocText } from "@/interop/code/python/python-values";
import { wiringOf, type WiredLayer, type Wiring } from "@/interop/code/wiring";
import type { LayerNode, NetworkDocument } from "@/network/document";
import { layerOf } from "@/network/layers";
import { inferShapes } from "@/network/infer-shapes";

/** What the program itself calls by name. */
const taken =
  "keras layers math np model train x y steps_per_epoch total_steps warm_up FeedForward PositionalEncoding MultiHeadAttention input round max len".split(" ");

export function printKeras(source: CodeSource): CodeText {
  const { network, training } = source;
  const wiring = wiringOf(network);
  const classOf = programClasses(network);
  const own = [...new Set(wiring.layers.map(({ node }) => classOf(node)).filter((name) => name !== undefined))];
  const fit = wiring.output && kerasTraining(source, classCountOf(network, wiring.output));
  const out = codeWriter();
  out.write(`"""${pythonDocText(source.name)}: made with Layerlab, for Keras 3."""\n`);
  if (fit?.includes("math.")) out.write("import math\n");
  out.write("import keras");
  if (own.includes("PositionalEncoding")) out.write("import numpy as np");
  out.write(`from keras import layers\n\nkeras.utils.set_random_seed(${training.seed})\n`);
  for (const name of own) out.write(`\n${programClassSource(name)}\n\n`);
  // A Sequential has no way to give attention the same sequence twice.
  const isSequential = wiring.isChain && own.length === 0 && wiring.layers.every(({ node }) => node.className !== "MultiHeadAttention");
  if (isSequential) writeSequential(out, wiring);
  else writeFunctional(out, wiring, classOf);
  if (fit !== undefined) out.write(`\n\n${fit}`);
  return out.done();
}

function classCountOf(network: NetworkDocument, output: LayerNode): number {
  return inferShapes(network).nodes.get(output.id)?.output?.at(-1) ?? 1;
}

/** Said where the variable does not say it. */
const namedAs = ({ name }: LayerNode) => `name="${name}"`;

function writeSequential(out: CodeWriter, { layers }: Wiring): void {
  out.write("model = keras.Sequential(\n    [");
  for (const { node } of layers) {
    const { callee, args } = kerasCallOf(node);
    out.write(`        ${callee}(${[...args, ...(isAutomaticName(node) ? [] : [namedAs(node)])].join(", ")}),`, node.id);
  }
  out.write("    ]\n)");
}

type ClassOf = (node: LayerNode) => ProgramClass | undefined;

/** Which class of the program itself a layer is made of, if it is. */
function programClasses(network: NetworkDocument): ClassOf {
  return (node) => {
    if (isOwnClass(node.className)) return node.className;
    return sharesMaskedValue(node, network) ? maskKeepingClass : undefined;
  };
}

function writeFunctional(out: CodeWriter, { layers, inputs, output }: Wiring, classOf: ClassOf): void {
  const variables = variablesFor(
    layers.map(({ node }) => node),
    taken,
  );
  const variableOf = (node: LayerNode | undefined) => (node ? (variables.get(node.id) ?? "...") : "...");
  for (const layer of layers) out.write(statement(layer, variableOf, classOf(layer.node)), layer.node.id);
  if (!output) return;
  const ins = inputs.map(variableOf);
  out.write(`model = keras.Model(${ins.length === 1 ? ins[0] : `[${ins.join(", ")}]`}, ${variableOf(output)})`);
}

/** `dense = layers.Dense(64)(flatten)`; `...` stands where nothing is connected yet. */
function statement({ node, inputs }: WiredLayer, variableOf: (node: LayerNode | undefined) => string, ownClass: string | undefined): string {
  const { callee: ofKeras, args, applied } = kerasCallOf(node);
  const callee = ownClass ?? ofKeras;
  const variable = variableOf(node);
  const saysName = variable === node.name && !isPlaceholder(variable);
  const needsName = !saysName && !(isPlaceholder(variable) && isAutomaticName(node));
  const made = `${variable} = ${callee}(${[...args, ...(needsName ? [namedAs(node)] : [])].join(", ")})`;
  if (layerOf(node.className).input.arity === 0) return made;
  const given = inputs.length === 0 ? ["..."] : inputs.map(variableOf);
  return `${made}(${applied ? applied(given) : given.join(", ")})`;
}
