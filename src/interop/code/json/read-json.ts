/** A network written as JSON, a line per layer, as the project that it describes. */
import { message, say as inWords, type Text } from "@/base/text";
import { ProblemError } from "@/base/problem";
import type { CodeProblem } from "@/interop/code/code-problem";
import { linesOf, type CodeReading } from "@/interop/code/code-reading";
import type { CodeSource } from "@/interop/code/code-source";
import { draftOf, type Draft } from "@/interop/code/draft";
import { jsonTree, type JsonPlace } from "@/interop/code/json/json-tree";
import { isSameValue } from "@/interop/code/keras/keras-values";
import { readSetting } from "@/interop/code/keras/read-setting";
import { mergeNetwork } from "@/interop/code/merge-network";
import { nearest } from "@/interop/code/python/nearest";
import { refusedText } from "@/interop/code/python/tree";
import type { Value } from "@/interop/code/python/values";
import { fieldSchema } from "@/project/field-schema";
import { readProject } from "@/project/parse-project";
import { projectVersion } from "@/project/project";
import { initialConfig, layerNames, layerOf, type LayerName } from "@/network/layers";
import * as v from "valibot";

type Say = (at: { readonly from: number; readonly to: number }, what: Text, values?: Readonly<Record<string, string | number | Text>>) => void;

export function readJson(text: string, source: CodeSource): CodeReading {
  const problems: CodeProblem[] = [];
  const say: Say = (at, what, values) => problems.push({ from: at.from, to: at.to, severity: "error", what: message(what, values) });
  const broken = refusedText(text) ?? syntaxOf(text);
  if (broken) return { problems: [broken], lines: new Map() };
  const top = jsonTree(text);
  const layers = top?.entries?.get("layers");
  if (!layers?.items) {
    say({ from: 0, to: 1 }, { en: 'Expected an object with "layers", a list.', zh: '应为含有列表 "layers" 的对象。' });
    return { problems, lines: new Map() };
  }
  const drafts = layers.items.flatMap((item) => draftFrom(item, say) ?? []);
  for (const { draft, inputs } of drafts) draft.inputs = inputs.map((input) => sourceOf(input, draft, drafts, say));
  const training = trainingFrom(top?.entries?.get("training"), source, say);
  const merged = mergeNetwork(
    drafts.map(({ draft }) => draft),
    source.network,
  );
  const lines = linesOf(text, merged.nodeOf);
  if (problems.length > 0) return { problems, lines };
  const { network } = merged;
  return { source: network === source.network && training === source.training ? source : { ...source, network, training }, problems, lines };
}

function syntaxOf(text: string): CodeProblem | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const words = error instanceof Error ? error.message : "";
    const at = Math.min(Number(/position (\d+)/.exec(words)?.[1] ?? text.trimEnd().length - 1), Math.max(0, text.length - 1));
    return {
      from: at,
      to: at + 1,
      severity: "error",
      what: message({
        en: "JSON cannot be read here: a bracket, comma or quotation mark is missing, or one too many.",
        zh: "此处不是有效的 JSON：缺少或多出了括号、逗号或引号。",
      }),
    };
  }
}

interface WiredDraft {
  readonly draft: Draft;
  readonly inputs: readonly JsonPlace[];
}

const keys = ["name", "className", "inputs", "config"];

function draftFrom(item: JsonPlace, say: Say): WiredDraft | undefined {
  const entry = (key: string) => item.entries?.get(key);
  for (const [key, place] of item.entries ?? [])
    if (!keys.includes(key)) say(place, { en: "A layer has {keys}; {key} came.", zh: "层的属性有 {keys}；得到的是 {key}。" }, { keys: keys.join(", "), key });
  const [name, className] = [entry("name")?.value, entry("className")?.value];
  if (typeof className !== "string" || !isLayerName(className)) {
    const word = typeof className === "string" ? className : "";
    say(
      entry("className") ?? item,
      { en: "The layer {word} is not known here. Is {near} meant?", zh: "这里没有层 {word}。是指 {near} 吗？" },
      { word, near: nearest(word, layerNames) ?? layerNames[0]! },
    );
    return undefined;
  }
  const config = configFrom(className, entry("config"), say);
  const draft = draftOf(className, config, item, typeof name === "string" ? name : undefined);
  return { draft, inputs: entry("inputs")?.items ?? [] };
}

const isLayerName = (word: string): word is LayerName => layerNames.some((name) => name === word);

function configFrom(className: LayerName, place: JsonPlace | undefined, say: Say): Readonly<Record<string, unknown>> {
  const { fields } = layerOf(className);
  const config: Record<string, unknown> = { ...initialConfig(className) };
  for (const [key, setting] of place?.entries ?? []) {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (!field) {
      say(
        setting,
        { en: "{layer} has no setting {key}. It knows {known}.", zh: "{layer} 没有设置 {key}。可用：{known}。" },
        { layer: className, key, known: Object.keys(fields).join(", ") || "-" },
      );
      continue;
    }
    if (v.safeParse(fieldSchema(field), setting.value).success) {
      config[key] = setting.value;
      continue;
    }
    const read = readSetting(field, valueOf(setting.value));
    const expected = "expected" in read ? read.expected : message({ en: "another kind of value", zh: "另一种值" });
    say(
      setting,
      { en: "{key} of {layer} takes {expected}.", zh: "{layer} 的 {key} 应为{expected}。" },
      { key, layer: className, expected: { en: inWords(expected, "en"), zh: inWords(expected, "zh") } },
    );
  }
  return config;
}

function valueOf(value: unknown): Value<{ readonly type: string }> {
  if (Array.isArray(value)) return { kind: "list", items: value.map(valueOf) };
  return typeof value === "number" || typeof value === "string" || typeof value === "boolean" || value === null
    ? { kind: "literal", value }
    : { kind: "unknown" };
}

function sourceOf(place: JsonPlace, target: Draft, drafts: readonly WiredDraft[], say: Say): Draft | undefined {
  if (place.value === null) return undefined;
  const found = drafts.find(({ draft }) => draft.explicitName === place.value)?.draft;
  if (!found || found === target)
    say(
      place,
      { en: "There is no other layer called {name}.", zh: "没有名为 {name} 的其他层。" },
      { name: typeof place.value === "string" ? place.value : JSON.stringify(place.value) },
    );
  return found;
}

/** By the same door as projects in files. */
function trainingFrom(place: JsonPlace | undefined, source: CodeSource, say: Say): CodeSource["training"] {
  if (!place || isSameValue(place.value, source.training)) return source.training;
  try {
    const { project, mended } = readProject({
      version: projectVersion,
      id: "code",
      notes: "",
      name: "code",
      network: { nodes: [], edges: [] },
      data: source.data,
      training: place.value,
    });
    const [beyond] = mended;
    if (beyond) {
      say(place, { en: "{label} cannot be {from}; the nearest is {to}.", zh: "{label}不能为 {from}，最接近的可用值是 {to}。" }, { ...beyond });
      return source.training;
    }
    const { training } = project;
    return isSameValue(training, source.training) ? source.training : training;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    say(place, error.problem.what.text, error.problem.what.values);
    return source.training;
  }
}
