/** What a file format declares about itself: what it is for, what it cannot hold, and how it is written. */
import type { Locale, Text } from "@/base/text";
import type { Verification } from "@/interop/export/proof/verify-script";
import type { Precision } from "@/interop/compress/precision";
import type { TrainedModel } from "@/interop/export/trained-model";
import type { LayerNode, NetworkDocument } from "@/network/document";

/** What opens a saved file in the page: our own importers, ONNX's runtime in WebAssembly, or the program that a page carries. */
export type Reader = "import" | "onnxRuntime" | "page";

export interface ExportFormat {
  readonly id: string;
  readonly title: Text;
  /** Who opens it, in one sentence. */
  readonly purpose: Text;
  /** The ending of its file, with the dot. */
  readonly ending: string;
  /** How a reader opens it where that takes lines to type; `{file}` stands for its name. */
  readonly usage?: (network: NetworkDocument) => string;
  /** How the page opens what it saved, to hold its answers against the network's; or who else does, where no page can. */
  readonly readBack?: Reader | { readonly elsewhere: Text };
  /** How the real program checks it, where one does: then it can be had with its proof. */
  readonly verify?: Verification;
  /** It holds examples to train on: the model must come with them. */
  readonly takesExamples?: true;
  /** It tells of the run and holds no weights. */
  readonly holds?: "run";
  /** Besides float32; a model comes with its weights rounded so (`TrainedModel.precision`). */
  readonly precisions?: readonly Exclude<Precision, "float32">[];
  /** Why this layer cannot be said in the format; undefined when it can. */
  readonly cannotHold: (node: LayerNode, network: NetworkDocument) => Text | undefined;
  /** What of the project stays behind, beside what every format leaves: the history of the training and the state of the optimizer. */
  readonly loses: Text;
  /** `savedAt`, milliseconds since 1970: formats that note the date note this one. `locale`: of what is written for people. */
  readonly write: (model: TrainedModel, savedAt: number, locale?: Locale) => Promise<Uint8Array>;
}
