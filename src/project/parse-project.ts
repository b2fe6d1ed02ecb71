/** The door for projects from outside: a typed project, or a named problem that says where it is wrong. */
import * as v from "valibot";
import { ProblemError } from "@/base/problem";
import { message, type Message } from "@/base/text";
import { findDataset } from "@/data/datasets";
import type { LayerNode, NetworkDocument } from "@/network/document";
import { layerNames, layerOf } from "@/network/layers";
import { maxLayersInFile } from "@/network/limits";
import { migrate } from "@/project/migrations";
import type { ProjectDocument } from "@/project/project";
import { projectSchema } from "@/project/project-schema";
import { checkUntrusted, parseJson } from "@/project/untrusted";
import { withinLimits, type Mend } from "@/project/within-limits";

const remedy = message({ en: "Open another file. Nothing was changed.", zh: "请打开其他文件。没有改动任何内容。" });
const refuse = (code: string, what: Message) => new ProblemError({ code, what, remedy });

export interface ReadProject {
  readonly project: ProjectDocument;
  /** Settings beyond today's limits, brought within them. */
  readonly mended: readonly Mend[];
}

export function parseProjectText(text: string): ProjectDocument {
  return readProjectText(text).project;
}
export function parseProject(value: unknown): ProjectDocument {
  return readProject(value).project;
}
export function readProjectText(text: string): ReadProject {
  return readProject(parseJson(text));
}

/** A number out of its range loses nobody a project; what is no setting of its kind at all is refused. */
export function readProject(value: unknown): ReadProject {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw refuse("project.notProject", message({ en: "This is not a Layerlab project.", zh: "这不是 Layerlab 项目。" }));
  checkUntrusted(value);
  const given = migrate(value as Readonly<Record<string, unknown>>);
  refuseStrangers(given);
  const { project: current, mended } = withinLimits(given);
  const result = v.safeParse(projectSchema, current, { abortEarly: true });
  if (!result.success) throw invalid(result.issues[0]);
  // The schema is derived from the same registries as the type; valibot cannot follow that through the maps.
  const project = result.output as unknown as ProjectDocument;
  checkNetwork(project.network);
  return { project, mended };
}

/** Data and layers not known here, and too many layers, get their own words: they are the likeliest in files made elsewhere. */
function refuseStrangers(project: Readonly<Record<string, unknown>>): void {
  const datasetId = (project["data"] as { readonly datasetId?: unknown } | undefined)?.datasetId;
  if (typeof datasetId === "string" && !findDataset(datasetId))
    throw refuse(
      "project.unknownDataset",
      message(
        { en: "This project uses the dataset “{id}”, which is not known here.", zh: "此项目使用的数据集“{id}”在这里不存在。" },
        { id: datasetId.slice(0, 64) },
      ),
    );
  const nodes = (project["network"] as { readonly nodes?: unknown } | undefined)?.nodes;
  if (!Array.isArray(nodes)) return;
  if (nodes.length > maxLayersInFile)
    throw refuse(
      "project.tooManyLayers",
      message(
        { en: "This network has {count} layers; {limit} is the most.", zh: "此网络有 {count} 层，最多为 {limit} 层。" },
        { count: nodes.length, limit: maxLayersInFile },
      ),
    );
  for (const node of nodes as readonly unknown[]) {
    const className = (node as { readonly className?: unknown } | null)?.className;
    if (typeof className === "string" && !layerNames.some((name) => name === className))
      throw refuse(
        "project.unknownLayer",
        message(
          { en: "This network has a layer of the kind {className}, which is not known here.", zh: "此网络含有这里没有的层类型 {className}。" },
          { className: className.slice(0, 64) },
        ),
      );
  }
}

function invalid(issue: v.BaseIssue<unknown>): ProblemError {
  const path = v.getDotPath(issue) ?? issue.message;
  return new ProblemError({
    code: "project.invalid",
    what: issue.expected
      ? message(
          { en: "The project is not valid at {path}: expected {expected}, came {received}.", zh: "项目在 {path} 处无效：应为 {expected}，实为 {received}。" },
          { path, expected: issue.expected.slice(0, 120), received: issue.received.slice(0, 60) },
        )
      : message({ en: "The project is not valid at {path}.", zh: "项目在 {path} 处无效。" }, { path }),
    remedy,
    detail: issue.message,
  });
}

/** What a schema cannot say: ids and names are unique, wires end at layers that take them, and no layer is in two groups. */
function checkNetwork({ nodes, edges, groups = [] }: NetworkDocument): void {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const isUnique = (values: readonly string[]) => new Set(values).size === values.length;
  if (byId.size < nodes.length || !isUnique(edges.map((edge) => edge.id)) || !isUnique(nodes.map((node) => node.name)))
    throw refuse("project.doubleName", message({ en: "Two layers or wires of this network have the same name.", zh: "此网络中有两个层或两条连线重名。" }));
  const members = groups.flatMap(({ nodeIds }) => nodeIds);
  if (!isUnique([...byId.keys(), ...groups.map(({ id }) => id)]) || !isUnique(members) || !members.every((id) => byId.has(id)))
    throw refuse(
      "project.badGroup",
      message({
        en: "A group of this network names a layer that is not there, or one that another group has too.",
        zh: "此网络的某个编组含有不存在的层，或与其他编组重复的层。",
      }),
    );
  const ports = new Set<string>();
  for (const edge of edges) {
    const target = byId.get(edge.target);
    const port = `${edge.target}:${edge.targetPort}`;
    if (!byId.has(edge.source) || !target || edge.source === edge.target || ports.has(port) || !takesPort(target, edge.targetPort))
      throw refuse(
        "project.badWire",
        message(
          {
            en: "The wire {id} does not lead from one layer of this network to a free port of another.",
            zh: "连线 {id} 没有从此网络的一层通到另一层的空闲端口。",
          },
          { id: edge.id },
        ),
      );
    ports.add(port);
  }
}

function takesPort(node: LayerNode, port: number): boolean {
  const { arity } = layerOf(node.className).input;
  return arity === "many" || port < arity;
}
