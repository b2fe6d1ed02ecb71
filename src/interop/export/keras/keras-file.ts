/** `.keras`, the file of Keras 3: the network as JSON, its weights as HDF5, in one zip. */
import { strToU8, zipSync } from "fflate";
import type { ExportFormat } from "@/interop/export/export-format";
import { functionalConfig, kerasVersion } from "@/interop/export/keras/keras-config";
import { fileGroups, weightsFile } from "@/interop/export/keras/keras-weights";
import { argumentText } from "@/interop/export/model-inputs";
import { notes } from "@/interop/export/trained-model";

export const kerasFile: ExportFormat = {
  id: "keras",
  title: { en: "Keras", zh: "Keras" },
  purpose: { en: "The whole model for Keras 3, on TensorFlow, PyTorch or JAX.", zh: "供 Keras 3 使用的完整模型，可在 TensorFlow、PyTorch 或 JAX 上运行。" },
  ending: ".keras",
  usage: (network) => `model = keras.saving.load_model("{file}")\nmodel.predict(${argumentText(network)})`,
  readBack: "import",
  verify: {
    program: "python",
    packages: [`keras==${kerasVersion}`, "torch"],
    lines: `# Where nothing else is set; TensorFlow and JAX answer the same.
os.environ.setdefault("KERAS_BACKEND", "torch")
import keras  # noqa: E402

model = keras.saving.load_model("model.keras")


def answer(inputs):
    return model.predict(inputs if len(inputs) > 1 else inputs[0], verbose=0)
`,
  },
  cannotHold: () => undefined,
  loses: {
    en: "The model is not compiled: loss and optimizer are chosen anew. Feed-forward blocks are two Dense layers, positions an EinsumDense.",
    zh: "模型未编译：需重新选择损失与优化器。前馈块是两个 Dense 层，位置编码是一个 EinsumDense。",
  },
  async write(model, savedAt) {
    const metadata = { keras_version: kerasVersion, date_saved: dateOf(savedAt) };
    const weights = await weightsFile(fileGroups(model.plan), model, savedAt);
    return zipSync(
      {
        "metadata.json": strToU8(JSON.stringify(metadata)),
        "config.json": strToU8(JSON.stringify(functionalConfig(model.name, model.plan))),
        "model.weights.h5": [weights, { level: 0 }],
        ...notes(model),
      },
      { mtime: new Date(1980, 0, 1) },
    );
  },
};

/** `2026-11-26@02:05:08`, UTC, as Keras writes it. */
function dateOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19).replace("T", "@");
}
