/** Every format that a model leaves in. Listing one here puts it into the dialog, its page of help and the tests against the real program. */
import type { Text } from "@/base/text";
import type { ExportFormat } from "@/interop/export/export-format";
import { kerasFile } from "@/interop/export/keras/keras-file";
import { onnxFile } from "@/interop/export/onnx/onnx-file";
import { pytorchProject } from "@/interop/export/pytorch/pytorch-project";
import { tfjsLayersModel } from "@/interop/export/tfjs/tfjs-layers-model";
import type { LayerNode } from "@/network/document";

/** What no format here can hold. */
function heldByNone(node: LayerNode): Text | undefined {
  return node.className === "Input" && node.config.part !== "whole"
    ? { en: "Networks that take a source and a target are not exported yet.", zh: "尚不能导出取用源序列与目标两个输入的网络。" }
    : undefined;
}

export const exportFormats: readonly ExportFormat[] = [kerasFile, pytorchProject, onnxFile, tfjsLayersModel].map((format) => ({
  ...format,
  cannotHold: (node, network) => heldByNone(node) ?? format.cannotHold(node, network),
}));
