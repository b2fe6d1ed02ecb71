/** A zip with a PyTorch module, its weights as safetensors, and a check that it answers as the page did. */
import { strToU8, zipSync } from "fflate";
import type { ExportFormat } from "@/interop/export/export-format";
import { argumentText, modelInputs, type ModelInput } from "@/interop/export/model-inputs";
import { torchRuleOf } from "@/interop/export/pytorch/torch-layers";
import { torchModule } from "@/interop/export/pytorch/torch-module";
import { notes, type TrainedModel } from "@/interop/export/trained-model";
import type { LayerNode } from "@/network/document";
import type { Text } from "@/base/text";
import { writeTensors } from "@/interop/layerlab/safetensors";

/** Why PyTorch cannot say this layer. */
export function pytorchLacks({ className }: LayerNode): Text | undefined {
  return torchRuleOf(className) ? undefined : { en: "It has no counterpart in PyTorch that answers alike.", zh: "PyTorch 中没有行为相同的对应层。" };
}

export const pytorchProject: ExportFormat = {
  id: "pytorch",
  title: { en: "PyTorch", zh: "PyTorch" },
  purpose: {
    en: "A module in plain Python with its weights as safetensors, and a script that checks its answers.",
    zh: "纯 Python 模块、safetensors 权重，以及检查其回答的脚本。",
  },
  ending: ".pytorch.zip",
  usage: (network) => `from model import load\nmodel = load()\nmodel(${argumentText(network).replaceAll(/[[\]]/g, "")})`,
  readBack: {
    elsewhere: {
      en: "No page runs PyTorch: verify.py in the zip compares the answers to these same examples.",
      zh: "网页无法运行 PyTorch：压缩包中的 verify.py 会用同样的样本比较回答。",
    },
  },
  cannotHold: pytorchLacks,
  async write(model) {
    const { source, state } = torchModule(model);
    const { golden } = model;
    return zipSync(
      {
        "model.py": strToU8(source),
        "weights.safetensors": [writeTensors(state), { level: 0 }],
        ...(golden
          ? {
              "verify.py": strToU8(verifySource(modelInputs(model.plan))),
              "golden.safetensors": [writeTensors(goldenTensors(model, golden)), { level: 0 }] as [Uint8Array, { level: 0 }],
            }
          : {}),
        ...notes(model),
      },
      { mtime: new Date(1980, 0, 1) },
    );
  },
};

function goldenTensors({ plan }: TrainedModel, { count, inputs, outputs }: NonNullable<TrainedModel["golden"]>) {
  return [...inputs, { name: "outputs", shape: [count, ...plan.output.outputShape.slice(1).map((size) => size ?? 1)], data: outputs }];
}

const verifySource = (inputs: readonly ModelInput[]) => `"""Asks the network what it was asked in Layerlab, and compares the answers."""

import torch
from safetensors.torch import load_file

from model import load

golden = load_file("golden.safetensors")
with torch.no_grad():
    answers = load()(${inputs.map(({ name }) => `golden["${name}"]`).join(", ")})
difference = (answers - golden["outputs"]).abs().max().item()
print(f"largest difference on {len(answers)} examples: {difference:.1e}")
assert difference <= 1e-4 * max(1.0, golden["outputs"].abs().max().item()), "This is not the network that was exported."
`;
