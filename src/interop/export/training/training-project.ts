/** A zip that trains on elsewhere: the PyTorch module with its weights, examples, `train.py` for one process or many, and a check. */
import { strToU8, unzipSync, zipSync, type Zippable } from "fflate";
import { ProblemError } from "@/base/problem";
import { message } from "@/base/text";
import { findDatasetFor } from "@/data/datasets";
import { hasClassNumbers } from "@/data/tasks";
import { penaltiesOf } from "@/interop/code/pytorch/torch-penalties";
import type { ExportFormat } from "@/interop/export/export-format";
import { modelInputs } from "@/interop/export/model-inputs";
import { pytorchLacks, pytorchProject } from "@/interop/export/pytorch/pytorch-project";
import { torchClassName, torchLines } from "@/interop/export/pytorch/torch-module";
import { writeNpy } from "@/interop/export/proof/npy";
import type { Origin, TrainedModel } from "@/interop/export/trained-model";
import ownTextsProgram from "@/interop/export/texts/own_texts.py?raw";
import predictProgram from "@/interop/export/texts/predict.py?raw";
import { textKindOf, type TextKind } from "@/interop/export/texts/text-files";
import { frozenIn } from "@/interop/export/training/frozen";
import { imageSets } from "@/interop/export/training/image-lines";
import type { ExampleRows, TrainingExamples } from "@/interop/export/training/training-examples";
import { trainScript } from "@/interop/export/training/train-script";

const mtime = new Date(1980, 0, 1);

export const trainingProject: ExportFormat = {
  id: "training",
  title: { en: "Python training project", zh: "Python 训练项目" },
  purpose: {
    en: "Goes on training in PyTorch from these weights, with the same settings and data: on one GPU, or with torchrun on many and on several machines.",
    zh: "在 PyTorch 中从这些权重继续训练，设置与数据相同：可用一块 GPU，也可用 torchrun 在多卡、多机上训练。",
  },
  ending: ".training.zip",
  usage: () => "pip install -r requirements.txt\npython train.py",
  readBack: {
    elsewhere: {
      en: "No page runs PyTorch: verify.py in the zip compares the answers to these same examples.",
      zh: "网页无法运行 PyTorch：压缩包中的 verify.py 会用同样的样本比较回答。",
    },
  },
  takesExamples: true,
  cannotHold: pytorchLacks,
  loses: {
    en: "Nothing of the settings; what was learned of how to go on, the averages of the optimizer, starts anew.",
    zh: "设置全部保留；优化器的累积平均值从头开始。",
  },
  async write(model, savedAt) {
    const { origin, examples, plan, name } = model;
    if (!origin || !examples) throw withoutExamples();
    const { preprocessing } = model;
    const texts = textKindOf(origin);
    const lines = torchLines(plan, ({ node }, word) => ({ name: `${node.name}/${word}`, shape: [], data: new Float32Array() }));
    const script = trainScript({
      project: origin.project,
      className: torchClassName(name),
      inputs: modelInputs(plan),
      normalizer: preprocessing ?? { shift: [0], scale: [1] },
      penalties: penaltiesOf(plan, lines),
      frozen: frozenIn(plan, lines),
      texts: texts && { isTableFrozen: plan.layers.some(({ node }) => node.className === "Embedding" && !node.config.trainable) },
    });
    const files: Zippable = unzipSync(await pytorchProject.write(model, savedAt));
    return zipSync(
      {
        ...files,
        "train.py": strToU8(script),
        "data.npz": [dataFile(origin, examples), { level: 0 }],
        "requirements.txt": strToU8("numpy>=1.26\nsafetensors>=0.4\ntorch>=2.4\n"),
        ...(texts ? { "own_texts.py": strToU8(ownTextsProgram), "predict.py": strToU8(predictProgram) } : {}),
        "README.md": strToU8(readme(model, origin, examples, texts)),
      },
      { mtime },
    );
  },
};

function withoutExamples(): ProblemError {
  return new ProblemError({
    code: "export.noExamples",
    what: message({ en: "A training project holds examples, and the data are not loaded yet.", zh: "训练项目需要样本，而数据尚未加载。" }),
    remedy: message({ en: "Wait until the data are there, then save again.", zh: "请等数据加载完后再保存。" }),
  });
}

/** Pixels as bytes, numbers of classes and tokens as whole numbers, all else as it is. */
function dataFile({ project }: Origin, examples: TrainingExamples): Uint8Array {
  const dataset = findDatasetFor(project.data);
  const isPixels = dataset?.kind === "image";
  const array = ({ count, inputs, targets }: ExampleRows, key: "x" | "y"): Uint8Array => {
    const shape = [count, ...((key === "x" ? dataset?.inputShape : dataset?.targetShape) ?? [])];
    const values = key === "x" ? inputs : targets;
    const isWhole = key === "x" ? dataset?.kind === "text" : dataset !== undefined && hasClassNumbers(dataset.task);
    if (isWhole) return writeNpy(shape, values, "i4");
    return isPixels
      ? writeNpy(
          shape,
          values.map((value) => Math.round(value * 255)),
          "u1",
        )
      : writeNpy(shape, values);
  };
  const splits = (["train", "validation"] as const).filter((split) => examples[split].count > 0);
  return zipSync(Object.fromEntries(splits.flatMap((split) => (["x", "y"] as const).map((key) => [`${key}_${split}.npy`, array(examples[split], key)]))), {
    mtime,
  });
}

const textData: Readonly<Record<TextKind["kind"], string>> = {
  classes: "CSV with a text and its class in every line; the columns may stand either way, with commas, semicolons or tabs between them",
  pairs: "two columns in every line, a source and what is to be said to it, with commas, semicolons or tabs between them",
  windows: "plain text, of which windows are taken",
  whole: "plain text, each line an example",
};
const asking: Readonly<Record<TextKind["kind"], string>> = {
  classes: "tells how likely each class of a text is",
  pairs: "answers a text, the likeliest token each time",
  windows: "goes on with a text; `--temperature 0.8` draws among the likely tokens, 0 takes the likeliest each time",
  whole: "goes on with a text until it ends it; `--temperature 0.8` draws among the likely tokens, 0 takes the likeliest each time",
};

function textSection(kind: TextKind["kind"] | undefined): string {
  if (!kind) return "";
  return `
## Texts

    python predict.py "some words"
    python train.py --texts mine.${kind === "classes" || kind === "pairs" ? "csv" : "txt"}

\`predict.py\` ${asking[kind]}.
\`--texts\` takes a file of your own in UTF-8: ${textData[kind]}.
The network goes on with the tokens${kind === "classes" ? " and the classes" : ""} that it knows; with \`--fresh\` it begins anew, and learns ${
    kind === "classes" ? "both" : "its tokens"
  } from your texts. They are kept
in \`trained.texts.json\` beside the weights, where \`predict.py --weights trained.safetensors "some words"\` finds them.
\`texts.py\` is the pipeline of Layerlab, in Python's standard library: how texts are cleaned, cut into tokens and numbered.
`;
}

function readme({ name }: TrainedModel, { project }: Origin, { train, validation }: TrainingExamples, texts: TextKind | undefined): string {
  const isAll = train.count === train.total;
  const idx = imageSets.includes(project.data.datasetId);
  return `# ${name}

Goes on training in PyTorch from the weights that the network had in Layerlab.

    pip install -r requirements.txt
    python verify.py                       # the same answers as in Layerlab
    python train.py                        # one process
    torchrun --nproc_per_node=2 train.py   # two processes: DistributedDataParallel, gloo on processors, NCCL on GPUs

On several machines, the same line on each, with the address of one of them:

    torchrun --nnodes=2 --nproc_per_node=8 --rdzv_backend=c10d --rdzv_endpoint=HOST:29500 train.py

\`python train.py --help\` tells the other options; \`--fresh\` begins with new random weights. What was trained is saved as
\`trained.safetensors\`: \`load("trained.safetensors")\` of \`model.py\` opens it.

## Data

\`data.npz\` holds ${train.count} examples to train on${isAll ? "" : ` of ${train.total}, the first ones`}, and ${validation.count}${
    validation.count === validation.total ? "" : ` of ${validation.total}`
  } that are held out: \`x_train\`, \`y_train\`, \`x_validation\`, \`y_validation\`.
To bring more, give \`--data\` a file with arrays of the same names and shapes. Bytes are pixels; other numbers are taken as they are, and are
scaled as \`preprocessing.json\` tells.${idx ? " The whole set is read from its four IDX files with `--idx FOLDER`." : ""}
${textSection(texts?.kind)}
## What is the same, and what is not

Loss, optimizer, schedule, clipping, penalties, batch size, epochs, early stopping and augmentation are those of the project, and what does
not learn there does not learn here. Random numbers are PyTorch's:
another shuffling and other noise than in Layerlab, the same ones each time. Keeping the statistics of batch normalisation
together over processes takes \`torch.nn.SyncBatchNorm.convert_sync_batchnorm\`, on GPUs.
`;
}
