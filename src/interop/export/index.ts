/** Every format that a model leaves in. Listing one here puts it into the dialog, its page of help and the tests against the real program. */
import type { ExportFormat } from "@/interop/export/export-format";
import { historyCsv, historyJson } from "@/interop/export/card/history";
import { modelCard } from "@/interop/export/card/model-card";
import { kerasFile } from "@/interop/export/keras/keras-file";
import { kerasWeightsFile } from "@/interop/export/keras/keras-weights-file";
import { onnxFile } from "@/interop/export/onnx/onnx-file";
import { pytorchProject } from "@/interop/export/pytorch/pytorch-project";
import { tfjsLayersModel } from "@/interop/export/tfjs/tfjs-layers-model";
import { trainingProject } from "@/interop/export/training/training-project";
import { htmlPage } from "@/interop/page/html-page";

/** Files that answer as the network does. */
export const modelFormats: readonly ExportFormat[] = [htmlPage, kerasFile, kerasWeightsFile, pytorchProject, onnxFile, tfjsLayersModel];

export const exportFormats: readonly ExportFormat[] = [...modelFormats, trainingProject, modelCard, historyCsv, historyJson];
