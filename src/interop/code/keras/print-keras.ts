/** A project as a program for Keras 3: a Sequential where layers stand in a row, else the functional API; then its training. */
import { codeWriter, type CodeText, type CodeWriter } from "@/interop/code/code-text";
import type { CodeSource } from "@/interop/code/code-source";
import { isOwnClass, kerasCallOf } from "@/interop/code/keras/keras-calls";
import { kerasTraining } from "@/interop/code/keras/keras-training";
import { ownClassSource } from "@/interop/code/keras/own-classes";
import { isAutomaticName, isPlaceholder, variablesFor } from "@/interop/code/python/python-names";
import { pythonDocText } from "@/interop/code/python/python-values";
import { wiringOf, type WiredLayer, type Wiring } from "@/interop/code/wiring";
import type { LayerNode, NetworkDocument } from "@/network/document";
import { layerOf } from "@/network/layers";
import { inferShapes } from "@/network/infer-shapes";

/** What the program itself calls by name. */
const taken = "keras layers math np model train x y steps_per_epoch total_steps warm_up FeedForward PositionalEncoding input round max len".split(" ");

export function printKeras(source: CodeSource): CodeText {
  const { network, training } = source;
  const wiring = wiringOf(network);
  const own = [...new Set(wiring.layers.map(({ node }) => node.className).filter(isOwnClass))];
  const fit = wiring.output && kerasTraining(source, classCountOf(network, wiring.output));
  const out = codeWriter();
  out.write(`"""${pythonDocText(source.name)}: made with Layerlab, for Keras 3."""\n`);
  if (fit?.includes("math.")) out.write("import math\n");
  out.write("import keras");
  if (own.includes("PositionalEncoding")) out.write("import numpy as np");
  out.write(`from keras import layers\n\nkeras.utils.set_random_seed(${training.seed})\n`);
  for (const name of own) out.write(`\n${ownClassSource[name]}\n\n`);
  // A Sequential has no way to give attention the same sequence twice.
  const isSequential = wiring.isChain && own.length === 0 && wiring.layers.every(({ node }) => node.className !== "MultiHeadAttention");
  if (isSequential) writeSequential(out, wiring);
  else writeFunctional(out, wiring);
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

function writeFunctional(out: CodeWriter, { layers, inputs, output }: Wiring): void {
  const variables = variablesFor(
    layers.map(({ node }) => node),
    taken,
  );
  const variableOf = (node: LayerNode | undefined) => (node ? (variables.get(node.id) ?? "...") : "...");
  for (const layer of layers) out.write(statement(layer, variableOf), layer.node.id);
  if (!output) return;
  const ins = inputs.map(variableOf);
  out.write(`model = keras.Model(${ins.length === 1 ? ins[0] : `[${ins.join(", ")}]`}, ${variableOf(output)})`);
}

/** `dense = layers.Dense(64)(flatten)`; `...` stands where nothing is connected yet. */
function statement({ node, inputs }: WiredLayer, variableOf: (node: LayerNode | undefined) => string): string {
  const { callee, args, applied } = kerasCallOf(node);
  const variable = variableOf(node);
  const saysName = variable === node.name && !isPlaceholder(variable);
  const needsName = !saysName && !(isPlaceholder(variable) && isAutomaticName(node));
  const made = `${variable} = ${callee}(${[...args, ...(needsName ? [namedAs(node)] : [])].join(", ")})`;
  if (layerOf(node.className).input.arity === 0) return made;
  const given = inputs.length === 0 ? ["..."] : inputs.map(variableOf);
  return `${made}(${applied ? applied(given) : given.join(", ")})`;
}
