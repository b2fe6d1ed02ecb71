/** A zip with a PyTorch module, its weights as safetensors, and a check that it answers as the page did. */
import { strToU8, zipSync } from "fflate";
import { halfBytes } from "@/interop/compress/float16";
import { areHalves } from "@/interop/compress/precision";
import type { ExportFormat } from "@/interop/export/export-format";
import { argumentText } from "@/interop/export/model-inputs";
import { proofFiles } from "@/interop/export/proof/proof-package";
import type { Verification } from "@/interop/export/proof/verify-script";
import { torchRuleOf } from "@/interop/export/pytorch/torch-layers";
import { torchModule } from "@/interop/export/pytorch/torch-module";
import { textFiles } from "@/interop/export/texts/text-files";
import { notes } from "@/interop/export/trained-model";
import type { LayerNode } from "@/network/document";
import type { Text } from "@/base/text";
import type { NamedTensor } from "@/interop/layerlab/content";
import { writeTensors } from "@/interop/layerlab/safetensors";

/** Why PyTorch cannot say this layer. */
export function pytorchLacks({ className }: LayerNode): Text | undefined {
  return torchRuleOf(className) ? undefined : { en: "It has no counterpart in PyTorch that answers alike.", zh: "PyTorch 中没有行为相同的对应层。" };
}

const verify: Verification = {
  program: "python",
  packages: ["torch", "safetensors"],
  lines: `import torch  # noqa: E402
from model import load  # noqa: E402


def answer(inputs):
    with torch.no_grad():
        return load()(*map(torch.from_numpy, inputs)).numpy()
`,
};

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
  verify,
  precisions: ["float16"],
  cannotHold: pytorchLacks,
  loses: {
    en: "The program is written once: names of cards stay, where they stood does not, and regularizers are left to the training.",
    zh: "程序只写出一次：卡片名称保留，位置不保留；正则化留给训练程序。",
  },
  async write(model) {
    const { source, state } = torchModule(model);
    return zipSync(
      {
        "model.py": strToU8(source),
        "weights.safetensors": [writeTensors(state, { ...(model.precision === "float16" ? { halves } : {}), metadata: flattenMetadata }), { level: 0 }],
        ...proofFiles(model, verify),
        ...notes(model),
        ...textFiles(model.origin),
      },
      { mtime: new Date(1980, 0, 1) },
    );
  },
};

/** What tells these weights from those of a module whose flattening has the channels first. */
export const flattenMetadata = { flatten: "channels_last" } as const;

function halves({ shape, data }: NamedTensor): Uint8Array | undefined {
  return shape.length >= 2 && areHalves(data) ? halfBytes(data) : undefined;
}
