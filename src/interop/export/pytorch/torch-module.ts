/** A network as a PyTorch module in plain Python, and its weights by the names that the module gives them. */
import { inputsOf } from "@/interop/export/inputs";
import { inputName } from "@/interop/export/model-inputs";
import { masksOf, readsMasks, type StepMask } from "@/interop/export/masks";
import { torchHelpers, type TorchHelper } from "@/interop/export/pytorch/torch-helpers";
import { torchParts } from "@/interop/export/pytorch/torch-call";
import { torchMask } from "@/interop/export/pytorch/torch-masks";
import { torchRuleOf } from "@/interop/export/pytorch/torch-layers";
import { identifierOf, type TrainedModel } from "@/interop/export/trained-model";
import type { NamedTensor } from "@/interop/layerlab/content";
import type { LayerNode } from "@/network/document";
import type { Plan, PlannedLayer } from "@/network/plan";
import { formatShape } from "@/network/shape";

export interface TorchModule {
  /** `model.py`. */
  readonly source: string;
  readonly className: string;
  readonly state: readonly NamedTensor[];
}

/** Words of Python, of the module's own file, and of `nn.Module`, which a layer may be called but a variable or attribute may not. */
const taken = new Set(
  (
    "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield " +
    "x source target torch nn F self load tokens len " +
    "add_module apply bfloat16 buffers call_super_init children compile cpu cuda double dump_patches eval extra_repr float forward get_buffer get_extra_state get_parameter get_submodule half ipu load_state_dict " +
    "modules mtia named_buffers named_children named_modules named_parameters parameters register_buffer register_module register_parameter requires_grad_ set_extra_state set_submodule share_memory state_dict " +
    "to to_empty train training type xpu zero_grad"
  ).split(" "),
);

/** `a_depthwise` is a module of a separable convolution `a`. */
const endsAsPart = new RegExp(`_(${torchParts.join("|")})_*$`);

/**
 * No two layers get the same: one that is called `layer_x` makes room for one that is called `x`, and one that is called as a part of
 * another is, `a_depthwise`, for that part.
 */
export function pythonName(name: string): string {
  const own = name.replace(/^(layer_)+/, "");
  const word = taken.has(own) || /^(_|mask(_\d+)?$)/.test(own) ? `layer_${name}` : name;
  return endsAsPart.test(word) ? `${word}_` : word;
}

/** The layer that the module's file calls by this name. */
export function layerNameOf(pythonWord: string): string {
  const whole = pythonWord.replace(/_$/, "");
  return [whole.replace(/^layer_/, ""), whole, pythonWord.replace(/^layer_/, "")].find((name) => pythonName(name) === pythonWord) ?? pythonWord;
}

export interface TorchLines {
  readonly node: LayerNode;
  /** Assignments in `__init__`. */
  readonly modules: readonly string[];
  /** Assignments in `forward`; the last is the layer's. */
  readonly forward: readonly string[];
  /** `of`: Layerlab's name for it. */
  readonly state: readonly (NamedTensor & { readonly of: string })[];
  readonly helpers: readonly TorchHelper[];
}

/** `Two moons / 1` -> `TwoMoons1`, with a word behind it where Python's file has a class of that name already. */
export function torchClassName(name: string): string {
  const className = identifierOf(name)
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
  return Object.values(torchHelpers).some((source) => source.startsWith(`class ${className}(`)) ? `${className}Network` : className;
}

/** What `forward` calls what enters at an Input. */
function argumentOf(input: PlannedLayer): string {
  const name = inputName(input.node);
  return name === "input" ? "x" : name;
}

/** `forward`'s arguments: `x`, or the parts of an example, the source first. */
export function torchArguments({ inputs }: Plan): readonly string[] {
  return inputs.map(argumentOf);
}

/** Each layer's lines. Throws where a layer has no rule: the format says so before. */
export function torchLines(plan: Plan, weightOf: (layer: PlannedLayer, word: string) => NamedTensor): readonly TorchLines[] {
  const masks = masksOf(plan);
  const variables = new Map<StepMask, string>();
  const valueOf = (id: string) => {
    const source = plan.layers.find(({ node }) => node.id === id);
    return !source ? "x" : pythonName(source.node.name);
  };
  return plan.layers.map((layer) => {
    const { node, outputShape } = layer;
    const rule = torchRuleOf(node.className);
    if (!rule) throw new Error(`${node.className} has no PyTorch module.`);
    const before: string[] = [];
    const maskVariable = (mask: StepMask): string => {
      const known = variables.get(mask);
      if (known !== undefined) return known;
      const written = torchMask(mask, valueOf, maskVariable);
      const variable = `mask${variables.size === 0 ? "" : `_${variables.size}`}`;
      variables.set(mask, variable);
      before.push(`${variable} = ${written}`);
      return variable;
    };
    const inputs = inputsOf(layer, plan);
    const name = pythonName(node.name);
    const incoming = inputs.map((input) => (readsMasks.has(node.className) ? masks.get(input.node.id) : undefined));
    const written = rule({
      config: node.config,
      name,
      inputs: node.className === "Input" ? [argumentOf(layer)] : inputs.map((input) => pythonName(input.node.name)),
      inputShapes: inputs.map((input) => input.outputShape),
      outputShape,
      masks: incoming.map((mask) => mask && maskVariable(mask)),
      weight: (word) => weightOf(layer, word),
    });
    const parts = Object.entries(written.modules ?? {}).map(([part, module]) => `self.${name}_${part} = ${module}`);
    return {
      node,
      modules: [...(written.module === undefined ? [] : [`self.${name} = ${written.module}`]), ...parts],
      forward: [...before, `${name} = ${written.forward}  # ${formatShape(outputShape)}`],
      // `depthwise.weight` is of one of several modules.
      state: Object.entries(written.state ?? {}).map(([key, tensor]) => ({ ...tensor, of: tensor.name, name: `${name}${written.modules ? "_" : "."}${key}` })),
      helpers: written.helpers ?? [],
    };
  });
}

/** Classes and functions that the lines need, before the module. */
export function torchHelperSource(lines: readonly TorchLines[]): string {
  return [...new Set(lines.flatMap(({ helpers }) => helpers))].map((helper) => `${torchHelpers[helper]}\n\n`).join("");
}

/** What `forward` gives back: images with their channels last again. */
export function torchAnswer({ output }: Plan): string {
  const name = pythonName(output.node.name);
  return output.outputShape.length === 4 ? `${name}.permute(0, 2, 3, 1)` : name;
}

/** `(None, 28, 28, 1)`, or `source (None, 12) and target (None, 8)`. */
export function comingIn(plan: Plan): string {
  const { inputs } = plan;
  return inputs.map((input) => `${inputs.length > 1 ? `${argumentOf(input)} ` : ""}${formatShape(input.outputShape)}`).join(" and ");
}

export function torchModule(model: TrainedModel): TorchModule {
  const { plan, weights } = model;
  const written = torchLines(plan, ({ node }, word) => {
    const tensor = weights.get(`${node.name}/${word}`);
    if (!tensor) throw new Error(`The weights lack ${node.name}/${word}.`);
    return tensor;
  });
  const className = torchClassName(model.name);
  const modules = written.flatMap((layer) => layer.modules);
  const lines = written.flatMap(({ forward }) => forward);
  const state = written.flatMap((layer) => layer.state);
  const answer = torchAnswer(plan);
  const source = `"""${model.name.replaceAll(/["\\]/g, "")}: made with Layerlab.

What comes in is ${comingIn(plan)}, after the preprocessing that preprocessing.json tells.
Shapes in the comments are Layerlab's, channels last; inside, images are (N, C, H, W).
"""

import torch
import torch.nn.functional as F
from torch import nn


${torchHelperSource(written)}class ${className}(nn.Module):
    def __init__(self):
        super().__init__()
${(modules.length > 0 ? modules : ["pass"]).map((line) => `        ${line}`).join("\n")}

    def forward(self, ${torchArguments(plan).join(", ")}):
${lines.map((line) => `        ${line}`).join("\n")}
        return ${answer}


def load(path="weights.safetensors"):
    """The trained network, ready to answer."""
    from safetensors.torch import load_file

    model = ${className}()
    # How many batches a normalisation has seen is nothing that was saved; everything else must be there.
    counters = {name: value for name, value in model.state_dict().items() if name.endswith("num_batches_tracked")}
    model.load_state_dict({**counters, **load_file(path)})
    return model.eval()
`;
  return { source, className, state };
}
