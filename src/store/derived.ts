/** What follows from the project: shapes, faults, costs. Never stored, worked out once per network; fit for `useDocument`. */
import { message, type Message } from "@/base/text";
import { findDatasetFor } from "@/data/datasets";
import type { DatasetDefinition } from "@/data/define-dataset";
import { inferShapes, type ShapeReport } from "@/network/infer-shapes";
import { outputNode } from "@/network/output-node";
import { summarize, type NetworkSummary } from "@/network/summary";
import { hasErrors, type NetworkFix, type NetworkIssue } from "@/network/validate";
import type { NetworkDocument } from "@/network/document";
import { applyFix as fixed, projectIssues } from "@/project/network-task";
import type { ProjectDocument } from "@/project/project";
import type { Bench } from "@/store/bench";
import type { DocumentState } from "@/store/document-store";

type HasProject = Pick<DocumentState, "project">;

export const shapesOf = ({ project }: HasProject): ShapeReport => inferShapes(project.network);
export const summaryOf = ({ project }: HasProject): NetworkSummary => summarize(project.network);
export const outputIdOf = ({ project }: HasProject): string | undefined => outputNode(project.network)?.id;

interface Judged {
  readonly dataset: DatasetDefinition | undefined;
  readonly loss: string;
  readonly issues: readonly NetworkIssue[];
}
const judged = new WeakMap<NetworkDocument, Judged>();

/** Everything wrong with the network for this data and this loss, worst first within each part. */
export function issuesOf({ project }: HasProject): readonly NetworkIssue[] {
  const { network, data, training } = project;
  const known = judged.get(network);
  const dataset = findDatasetFor(data);
  if (known && known.dataset === dataset && known.loss === training.loss) return known.issues;
  const issues = projectIssues(project);
  judged.set(network, { dataset, loss: training.loss, issues });
  return issues;
}

/** Why this project cannot be trained as it stands; undefined = it can. */
export function trainingBlocker(state: HasProject): Message | undefined {
  const issues = issuesOf(state);
  if (!hasErrors(issues)) return undefined;
  const first = issues.find((issue) => issue.severity === "error");
  return first?.message ?? message({ en: "The network is not complete.", zh: "网络还不完整。" });
}

/** One undo step that mends an issue: the network, and the loss where the fix changes it. */
export function applyFix({ document }: Bench, fix: NetworkFix): void {
  const { project } = document.getState();
  const mended = fixed(project, fix);
  if (mended === project) return;
  const before = new Set(project.network.nodes.map((node) => node.id));
  const added = mended.network.nodes.filter((node) => !before.has(node.id)).map((node) => node.id);
  document.apply({ label: fix.label, project: mended, ...(added.length > 0 ? { selection: added } : {}) });
}

/** Whether training would give the same result: where the cards stand, names and notes do not count. */
export function trainsAlike(a: ProjectDocument, b: ProjectDocument): boolean {
  if (a.data !== b.data || a.training !== b.training) return false;
  if (a.network === b.network) return true;
  const { nodes, edges } = a.network;
  if (edges !== b.network.edges || nodes.length !== b.network.nodes.length) return false;
  return nodes.every((node, i) => {
    const other = b.network.nodes[i];
    return other !== undefined && (node === other || (node.id === other.id && node.name === other.name && node.config === other.config));
  });
}

/** Steps of one epoch over so many training examples. */
export function stepsPerEpoch(trainCount: number, batchSize: number | "full"): number {
  return batchSize === "full" ? 1 : Math.max(1, Math.ceil(trainCount / batchSize));
}
