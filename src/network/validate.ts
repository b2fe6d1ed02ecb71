/** Everything that keeps a network from training, or would make training pointless, each on its card or wire. */
import type { NetworkDocument } from "@/network/document";
import type { NetworkIssue, NetworkTask } from "@/network/issues/issue";
import { dataIssues, inputIssues } from "@/network/issues/input-issues";
import { lossIssues, outputIssues } from "@/network/issues/output-issues";
import { shapeIssues } from "@/network/issues/shape-issues";
import { sizeIssues } from "@/network/issues/size-issues";
import { tokenIssues } from "@/network/issues/token-issues";
import { cycleIssues, looseEndIssues } from "@/network/issues/wiring-issues";
import { outputNode } from "@/network/output-node";

export type { NetworkFix, NetworkIssue, NetworkTask } from "@/network/issues/issue";

/** Without a task only the network itself is looked at. */
export function validateNetwork(network: NetworkDocument, task?: NetworkTask): readonly NetworkIssue[] {
  const output = outputNode(network);
  return [
    ...cycleIssues(network),
    ...inputIssues(network, task),
    ...looseEndIssues(network, output?.id),
    ...shapeIssues(network, task),
    ...(task ? dataIssues(network, task) : []),
    ...(task ? tokenIssues(network, task) : []),
    ...(task ? lossIssues(task) : []),
    ...(task && output ? outputIssues(network, output, task) : []),
    ...sizeIssues(network, task),
  ];
}

export function hasErrors(issues: readonly NetworkIssue[]): boolean {
  return issues.some((issue) => issue.severity === "error");
}
