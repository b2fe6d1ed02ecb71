/** `train.py`: goes on training from the exported weights, with the project's settings, on one process or on many. */
import { findDatasetFor } from "@/data/datasets";
import { isPerStep } from "@/data/tasks";
import type { ModelInput } from "@/interop/export/model-inputs";
import { clipLines, lossLines, scheduleBody } from "@/interop/code/pytorch/torch-training";
import { indented } from "@/interop/code/code-text";
import { pythonDocText } from "@/interop/code/python/python-values";
import { countsCorrect } from "@/interop/code/training-words";
import { flattenMetadata } from "@/interop/export/pytorch/pytorch-project";
import { augmentationLines, idxLines, imageSets } from "@/interop/export/training/image-lines";
import { optimizerLines } from "@/interop/export/training/optimizer-lines";
import { stoppingLines } from "@/interop/export/training/stopping-lines";
import { valuesPerExample } from "@/network/shape";
import type { ProjectDocument } from "@/project/project";

export interface TrainScript {
  readonly project: ProjectDocument;
  readonly className: string;
  readonly inputs: readonly ModelInput[];
  readonly normalizer: { readonly shift: readonly number[]; readonly scale: readonly number[] };
  /** Terms like `0.01 * model.dense.weight.abs().sum()`. */
  readonly penalties: readonly string[];
  /** Names of the module's parameters that do not learn. */
  readonly frozen: readonly string[];
  /** Of sets of texts: texts of one's own may come instead. */
  readonly texts?: { readonly isTableFrozen: boolean } | undefined;
}

/** Of a row that holds a source and a target, the part of each. */
function argumentsOf(inputs: readonly ModelInput[]): string {
  return inputs
    .map(({ name, layer }) => {
      if (name === "input") return "x";
      const size = valuesPerExample(layer.outputShape);
      return name === "target" ? `x[:, -${size}:]` : `x[:, :${size}]`;
    })
    .join(", ");
}

export function trainScript({ project, className, inputs, normalizer, penalties, frozen, texts }: TrainScript): string {
  const { data, training, name } = project;
  const dataset = findDatasetFor(data);
  // Padding is no answer.
  const skipsPadding = dataset !== undefined && isPerStep(dataset.task);
  const loss = skipsPadding ? lossLines[training.loss].replace(/\)$/, ", ignore_index=0)") : lossLines[training.loss];
  const schedule = scheduleBody(training);
  const optimizer = optimizerLines(training);
  const augments = data.augmentation.enabled && dataset?.isAugmentable === true;
  const hasIdx = imageSets.includes(data.datasetId);
  const stops = training.earlyStopping.enabled;
  const restores = stops && training.earlyStopping.restoreBest;
  const isBinary = training.loss === "binaryCrossentropy";
  const right = isBinary ? "(answers > 0.5) == (targets.reshape(answers.shape) > 0.5)" : "answers.argmax(-1) == targets";
  const python = (values: readonly number[]) => (new Set(values).size === 1 ? String(values[0]) : `[${values.join(", ")}]`);
  return `"""Trains ${pythonDocText(name)} on from the weights that it was exported with.

    python train.py                                   # one process, on a GPU where there is one
    torchrun --nproc_per_node=2 train.py              # two processes, a GPU each; on processors without
    torchrun --nnodes=2 --nproc_per_node=8 --rdzv_backend=c10d --rdzv_endpoint=HOST:29500 train.py   # on each of two machines

The settings are those of Layerlab. A step has the same number of examples however many processes share it.
"""

import argparse
${texts ? "import json\n" : ""}import math
import os

import numpy as np
import torch
import torch.distributed as dist
import torch.nn.functional as F
from safetensors.torch import save_file
from torch.nn.parallel import DistributedDataParallel
from torch.utils.data import DataLoader, TensorDataset
from torch.utils.data.distributed import DistributedSampler

from model import ${className}, load
${texts ? "from own_texts import splits as splits_of_texts\n" : ""}
HERE = os.path.dirname(os.path.abspath(__file__))
EPOCHS = ${training.epochs}
# Of all processes together; None for all examples at once.
BATCH_SIZE = ${training.batchSize === "full" ? "None" : training.batchSize}
SEED = ${training.seed}
${frozen.length > 0 ? frozenText(frozen) : ""}# What comes in is (value - SHIFT) * SCALE per channel, pixels 0 to 1 before it.
SHIFT = ${python(normalizer.shift)}
SCALE = ${python(normalizer.scale)}


def read(path):
    """Arrays x_train, y_train, and x_validation, y_validation where some are held out; bytes are pixels 0 to 255."""
    arrays = np.load(path)
    splits = [split for split in ("train", "validation") if f"x_{split}" in arrays and len(arrays[f"x_{split}"])]
    return {split: (as_floats(arrays[f"x_{split}"]), as_floats(arrays[f"y_{split}"])) for split in splits}


def as_floats(values):
    return values.astype("float32") / 255 if values.dtype == np.uint8 else values


${hasIdx ? `${idxLines(data.validationSplit)}\n\n` : ""}${augments ? `${augmentationLines(data.augmentation)}\n\n` : ""}${stops ? `${stoppingLines(training.earlyStopping)}\n\n` : ""}${optimizer.definition ? `${optimizer.definition}\n\n` : ""}def loss_of(model, answers, targets):
    loss = ${loss}
${penalties.map((term) => `    loss = loss + ${term}\n`).join("")}    return loss


def ask(model, x):
    """x as it was read: scaled here, so that ${augments ? "variations come before it" : "all of it stands in one place"}."""
    shift, scale = (torch.tensor(values, dtype=torch.float32, device=x.device) for values in (SHIFT, SCALE))
    x = (x.float() - shift) * scale
    return model(${argumentsOf(inputs)})

${countsCorrect({ training }) ? correctLines(right, skipsPadding) : noCorrectLines}

def evaluate(model, plain, split, rank, world, device, batch):
    """Loss and share of right answers on this split, of all processes together; no share where values are near or far."""
    x, y = split
    sums = torch.zeros(4, dtype=torch.float64, device=device)
    model.eval()
    with torch.no_grad():
        for start in range(rank * batch, len(x), world * batch):
            inputs, targets = x[start : start + batch].to(device), y[start : start + batch].to(device)
            answers = ask(plain, inputs)
            right, counted = correct(answers, targets)
            sums += torch.tensor([loss_of(plain, answers, targets).item() * len(inputs), len(inputs), right, counted], device=device)
    model.train()
    if world > 1:
        dist.all_reduce(sums)
    loss, count, right, counted = sums.tolist()
    return loss / count, right / counted if counted else None


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", default=os.path.join(HERE, "data.npz"), help="examples to train on")
${hasIdx ? '    options.add_argument("--idx", help="folder with the four IDX files of the whole set, packed or not, in place of --data")\n' : ""}${texts ? '    options.add_argument("--texts", help="a file of your own to train on in place of --data; own_texts.py tells how it looks")\n' : ""}    options.add_argument("--epochs", type=int, default=EPOCHS)
    options.add_argument("--steps", type=int, help="stop after so many")
    options.add_argument("--fresh", action="store_true", help="from new random weights instead of the exported ones")
    options.add_argument("--out", default=os.path.join(HERE, "trained.safetensors"))
    given = options.parse_args()

    world, rank = int(os.environ.get("WORLD_SIZE", 1)), int(os.environ.get("RANK", 0))
    device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0))) if torch.cuda.is_available() else torch.device("cpu")
    if "RANK" in os.environ:
        dist.init_process_group("nccl" if device.type == "cuda" else "gloo")
    torch.manual_seed(SEED)
    model = (${className}() if given.fresh else load(os.path.join(HERE, "weights.safetensors"))).to(device).train()
${frozen.length > 0 ? freezeLines : ""}    # Each process draws dropout of its own.
    torch.manual_seed(SEED + rank)

${splitLines(hasIdx, data.validationSplit, texts)}    tensors = {split: tuple(map(torch.from_numpy, arrays)) for split, arrays in splits.items()}
    x, y = tensors["train"]
    batch = max(1, (BATCH_SIZE or len(x)) // world)
    dataset = TensorDataset(x, y)
    sampler = DistributedSampler(dataset, num_replicas=world, rank=rank, shuffle=True, seed=SEED)
    loader = DataLoader(dataset, batch_size=batch, sampler=sampler)
    parallel = DistributedDataParallel(model) if dist.is_initialized() else model
    optimizer = ${optimizer.call}
${schedule.length > 0 ? scheduleText(schedule, optimizer.scalesGradients === true) : ""}${stops ? "    best = Best()\n" : ""}
    step = 0
    for epoch in range(given.epochs):
        sampler.set_epoch(epoch)
        sums = np.zeros(3)
        for inputs, targets in loader:
            inputs, targets = inputs.to(device), targets.to(device)
            answers = ask(parallel, ${augments ? "vary(inputs)" : "inputs"})
            loss = loss_of(model, answers, targets)
            optimizer.zero_grad()
            loss.backward()
${[...clipLines(training), ...optimizer.beforeStep].map((line) => `            ${line}\n`).join("")}            optimizer.step()
${schedule.length > 0 && !optimizer.scalesGradients ? "            scheduler.step()\n" : ""}            sums += [loss.item(), *correct(answers, targets)]
            step += 1
            if step == given.steps:
                break
        steps_taken = max(1, step - epoch * len(loader))
        told = f"epoch {epoch + 1}: loss {sums[0] / steps_taken:.4f}" + (f", accuracy {sums[1] / sums[2]:.4f}" if sums[2] else "")
        if "validation" in tensors:
            held_out, share = evaluate(parallel, model, tensors["validation"], rank, world, device, batch)
            told += f"; validation loss {held_out:.4f}" + (f", accuracy {share:.4f}" if share is not None else "")
${stops ? "            best.note(held_out, share, model)\n" : ""}        if rank == 0:
            print(told, flush=True)
        if step == given.steps${stops ? " or best.is_over()" : ""}:
            break
${restores ? "    best.restore(model)\n" : ""}    if rank == 0:
        save_file({name: value.contiguous().cpu() for name, value in model.state_dict().items()}, given.out, ${JSON.stringify(flattenMetadata)})
${texts ? savedTexts : ""}        print(f"saved {given.out}: load it with load({os.path.basename(given.out)!r})", flush=True)
    if dist.is_initialized():
        dist.destroy_process_group()


if __name__ == "__main__":
    main()
`;
}

const frozenText = (names: readonly string[]) => `# What does not learn: it stays as it was exported.
FROZEN = [${names.map((name) => `"${name}"`).join(", ")}]
`;
const freezeLines = `    exported = load(os.path.join(HERE, "weights.safetensors"))
    for name in FROZEN:
        parameter = model.get_parameter(name).requires_grad_(False)
        parameter.data.copy_(exported.get_parameter(name).data)
`;
/** Where new words would meet vectors that were learned for others, the words stay. */
function splitLines(hasIdx: boolean, share: number, texts: TrainScript["texts"]): string {
  const files = hasIdx ? "read_idx(given.idx) if given.idx else read(given.data)" : "read(given.data)";
  if (!texts) return `    splits = ${files}\n`;
  const anew = `new_classes=given.fresh, new_tokens=${texts.isTableFrozen ? "False" : "given.fresh"}`;
  return `    if given.texts:
        rows, texts = splits_of_texts(given.texts, ${share}, SEED, ${anew})
        splits = {split: (np.array(x, "int32"), np.array(y, "int64")) for split, (x, y) in rows.items()}
    else:
        splits = ${files}
`;
}
const savedTexts = `        if given.texts and given.fresh:
            with open(os.path.splitext(given.out)[0] + ".texts.json", "w", encoding="utf-8") as file:
                json.dump({"tokens": texts.tokens, "classes": texts.classes}, file)
`;
const correctLines = (right: string, skipsPadding: boolean) => `
def correct(answers, targets):
    """How many answers are right, and of how many."""
    right = ${right}
${skipsPadding ? "    right = right[targets != 0]\n" : ""}    return right.sum().item(), right.numel()
`;
const noCorrectLines = `
def correct(answers, targets):
    """Values are near or far, not right or wrong."""
    return 0, 0
`;

function scheduleText(schedule: readonly string[], isFactorEnough: boolean): string {
  const last = schedule.join().includes("last") ? "last = max(1, given.epochs * len(loader) - 1)\n" : "";
  return indented(`${last}
def factor(step):
${indented(schedule.join("\n"))}
${isFactorEnough ? "" : "\nscheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, factor)\n"}`);
}
