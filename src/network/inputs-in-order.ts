/** The Inputs of a network in the order in which programs and files take them: the source before the target. */
import type { LayerNode } from "@/network/document";
import { inputParts, type InputPart } from "@/network/layers/input";

/** What of an example enters at an Input. */
export function partOf(node: LayerNode): InputPart {
  return node.className === "Input" ? node.config.part : "whole";
}

export function inputsInOrder(nodes: readonly LayerNode[]): readonly LayerNode[] {
  return inputParts.flatMap((part) => nodes.filter((node) => node.className === "Input" && node.config.part === part));
}
