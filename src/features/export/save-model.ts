/** A format's file made from what is on screen, and read back after it was saved. */
import type { Locale, Text } from "@/base/text";
import { appVersion, digest } from "@/hooks/app-info";
import type { Precision } from "@/interop/compress/precision";
import { exportFormats } from "@/interop/export";
import type { Comparison } from "@/interop/compare-answers";
import type { ExportFormat, Reader } from "@/interop/export/export-format";
import { proofPackage } from "@/interop/export/proof/proof-package";
import type { TrainedModel } from "@/interop/export/trained-model";
import type { Bench } from "@/store/bench";
import { modelToExport } from "@/store/export-model";
import { fileNameOf, saveToFile } from "@/store/files";
import { askOnnx } from "@/store/read-back/ask-onnx";
import { readBack } from "@/store/read-back/read-back";
import { readInWorker } from "@/store/read-in-worker";

/** What the dialog offers: another program's format, or our own. */
export interface Offer extends Pick<ExportFormat, "id" | "title" | "purpose" | "ending" | "readBack" | "precisions" | "verify" | "holds" | "cannotHold"> {
  readonly usage?: ExportFormat["usage"];
  readonly make: (bench: Bench, chosen: Chosen) => Promise<Made>;
}
interface Chosen {
  /** Of the weights, where the format holds any. */
  readonly precision: Precision;
  /** In one zip with what proves it, where there is such a thing. */
  readonly withProof: boolean;
  /** Of what is written for people. */
  readonly locale: Locale;
}
interface Made {
  readonly bytes: Uint8Array;
  /** The zip round it, where it leaves with its proof. */
  readonly zip?: Uint8Array;
  /** What is in it. */
  readonly model: TrainedModel;
}

const project: Offer = {
  id: "layerlab",
  title: { en: "Layerlab", zh: "Layerlab" },
  purpose: {
    en: "Everything, to go on with here: network, data choice, settings, and the run with its curves and weights.",
    zh: "全部内容，可在此继续：网络、数据选择、设置，以及训练过程的曲线与权重。",
  },
  ending: ".layerlab",
  readBack: "import",
  cannotHold: () => undefined,
  async make(bench) {
    const { bytes, weights } = await saveToFile(bench, appVersion, digest);
    return { bytes, model: await modelToExport(bench, { saved: weights }) };
  },
};

export const offers: readonly Offer[] = [
  project,
  ...exportFormats.map(({ write, ...format }) => ({
    ...format,
    async make(bench: Bench, { precision, withProof, locale }: Chosen) {
      const model = await modelToExport(bench, { precision: format.holds === "run" ? "float32" : precision, withExamples: format.takesExamples === true });
      const bytes = await write(model, Date.now(), locale);
      const { verify } = format;
      return { model, bytes, ...(withProof && verify ? { zip: proofPackage(format, verify, model, bytes) } : {}) };
    },
  })),
];

/** What a file is called that leaves with its proof. */
const proofEnding = ".proof.zip";

export function endingFor({ ending, verify }: Pick<Offer, "ending" | "verify">, withProof: boolean): string {
  return withProof && verify ? `${ending.replace(/\.zip$/, "")}${proofEnding}` : ending;
}

export function fileNameFor(projectName: string, offer: Pick<Offer, "ending" | "verify">, withProof: boolean): string {
  const ending = endingFor(offer, withProof);
  return fileNameOf(projectName).replace(/\.layerlab$/, ending);
}

export type Proof =
  | { readonly kind: "reading"; readonly by: Reader }
  | { readonly kind: "compared"; readonly comparison: Comparison }
  | { readonly kind: "elsewhere"; readonly words: Text };

export function checkSaved(bench: Bench, name: string, { bytes, model }: Made, by: Reader): Promise<Comparison> {
  return readBack(bench, { name, bytes }, by, model, { readFiles: readInWorker, askOnnx });
}
