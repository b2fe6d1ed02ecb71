/** A network as JSON, a line per layer: its name, what it reads, and the settings that a fresh layer has otherwise. */
import { codeWriter, type CodeText } from "@/interop/code/code-text";
import type { CodeSource } from "@/interop/code/code-source";
import { isSameValue } from "@/interop/code/keras/keras-values";
import { wiringOf } from "@/interop/code/wiring";
import type { LayerNode } from "@/network/document";
import { layerOf } from "@/network/layers";

/** The main settings always, the others where somebody changed them. */
function shownConfig({ className, config }: LayerNode): Readonly<Record<string, unknown>> {
  const { fields } = layerOf(className);
  return Object.fromEntries(
    Object.entries(config).filter(([key, value]) => {
      const field = fields[key];
      return field && (field.group === undefined || field.group === "main" || !isSameValue(value, field.initial));
    }),
  );
}

/** `{ "name": "dense", … }` on one line. */
const spaced = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(spaced).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, entry]) => `${JSON.stringify(key)}: ${spaced(entry)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
};

export function printJson({ network, training }: CodeSource): CodeText {
  const { layers } = wiringOf(network);
  const out = codeWriter();
  out.write('{\n  "layers": [');
  for (const [i, { node, inputs }] of layers.entries()) {
    const line = {
      name: node.name,
      className: node.className,
      ...(layerOf(node.className).input.arity === 0 ? {} : { inputs: inputs.map((input) => input?.name ?? null) }),
      config: shownConfig(node),
    };
    out.write(`    ${spaced(line)}${i === layers.length - 1 ? "" : ","}`, node.id);
  }
  out.write(`  ],\n  "training": ${JSON.stringify(training, undefined, 2).replaceAll("\n", "\n  ")}\n}`);
  return out.done();
}
