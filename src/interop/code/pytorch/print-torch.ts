/** A project as a program for PyTorch: an `nn.Module` with `forward`, and a training loop. */
import { ProblemError } from "@/base/problem";
import { message } from "@/base/text";
import { pytorchLacks } from "@/interop/export/pytorch/pytorch-project";
import { comingIn, torchAnswer, torchArguments, torchClassName, torchHelperSource, torchLines } from "@/interop/export/pytorch/torch-module";
import { codeWriter, type CodeText } from "@/interop/code/code-text";
import type { CodeSource } from "@/interop/code/code-source";
import { penaltiesOf } from "@/interop/code/pytorch/torch-penalties";
import { torchTraining } from "@/interop/code/pytorch/torch-training";
import { pythonDocText } from "@/interop/code/python/python-values";
import { planOf } from "@/network/plan";

/** Throws a `ProblemError` where sizes are not known yet, or a layer has no counterpart. */
export function printTorch(source: CodeSource): CodeText {
  const plan = planOf(source.network);
  for (const { node } of plan.layers) {
    const reason = pytorchLacks(node);
    if (reason)
      throw new ProblemError({
        code: "code.torchLacks",
        what: message({ en: "{layer} cannot be said in PyTorch: {reason}", zh: "{layer} 无法用 PyTorch 表达：{reason}" }, { layer: node.name, reason }),
      });
  }
  const layers = torchLines(plan, ({ node }, word) => ({ name: `${node.name}/${word}`, shape: [], data: new Float32Array() }));
  const className = torchClassName(source.name);
  const training = torchTraining(source, className, torchArguments(plan), penaltiesOf(plan, layers));
  const out = codeWriter();
  out.write(`"""${pythonDocText(source.name)}: made with Layerlab, for PyTorch.

What comes in is ${comingIn(plan)}. Shapes in the comments are channels last; inside, images are (N, C, H, W).
Weights start as PyTorch starts them.
"""\n`);
  if (training.includes("math.")) out.write("import math\n");
  out.write("import torch\nimport torch.nn.functional as F\nfrom torch import nn\nfrom torch.utils.data import DataLoader, TensorDataset\n\n");
  const helpers = torchHelperSource(layers);
  if (helpers !== "") out.write(`${helpers.trimEnd()}\n\n`);
  out.write(`class ${className}(nn.Module):\n    def __init__(self):\n        super().__init__()`);
  for (const { node, modules } of layers) for (const line of modules) out.write(`        ${line}`, node.id);
  out.write(`\n    def forward(self, ${torchArguments(plan).join(", ")}):`);
  for (const { node, forward } of layers) for (const line of forward) out.write(`        ${line}`, node.id);
  out.write(`        return ${torchAnswer(plan)}\n\n`);
  out.write(training);
  return out.done();
}
