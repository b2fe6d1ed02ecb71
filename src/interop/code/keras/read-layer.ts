/** The arguments of a Keras layer as our settings: named or by place, with Keras' own defaults where nothing is said. */
import { say, type Message, type Text } from "@/base/text";
import { snakeCase } from "@/interop/export/keras/keras-values";
import { harmless, kerasOrder } from "@/interop/code/keras/keras-signatures";
import { readSetting } from "@/interop/code/keras/read-setting";
import { nearest } from "@/interop/code/python/nearest";
import type { Interpreter } from "@/interop/code/python/interpret";
import type { Argument } from "@/interop/code/python/values";
import { layerOf, type LayerName } from "@/network/layers";
import type { Fields } from "@/network/fields";
import type { SyntaxNode } from "@/interop/code/python/tree";

type Host = { readonly type: string };

/** Activation has no default at Keras; pooling moves by the size of its window. */
function usualConfig(className: LayerName, fields: Fields): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, field]) => (field.kerasDefault === undefined || className === "Activation" ? [] : [[key, field.kerasDefault]])),
  );
}

/** Undefined after a problem was noted. `fields`: those of the layer, unless some are said elsewhere. */
export function readConfig<H extends Host>(
  own: Pick<Interpreter<H>, "problem">,
  className: LayerName,
  args: readonly Argument<H>[],
  at: SyntaxNode,
  fields: Fields = layerOf(className).fields,
): Readonly<Record<string, unknown>> | undefined {
  const byWord = new Map(Object.keys(fields).map((key) => [snakeCase(key), key]));
  const order = kerasOrder(className);
  const config = usualConfig(className, fields);
  let isRight = true;
  for (const [i, { name, value, at: place }] of args.entries()) {
    const word = name ?? order[i];
    const key = word === undefined ? undefined : byWord.get(word);
    const field = key === undefined ? undefined : fields[key];
    const allowed = word === undefined ? undefined : harmless[word];
    if (field && key !== undefined) {
      // Without a number Keras takes that of another setting.
      if (value.kind === "literal" && value.value === null && (key === "strides" || key === "valueDim")) continue;
      const read = readSetting(field, value);
      if ("value" in read) {
        config[key] = read.value;
        continue;
      }
      isRight = false;
      if (value.kind === "unknown" || value.kind === "function" || value.kind === "method")
        own.problem(
          place,
          {
            en: "The value of {name} is not known without running the program. Expected: {expected}.",
            zh: "不运行程序就不知道 {name} 的值。应为：{expected}。",
          },
          { name: word ?? "", expected: textOf(read.expected) },
        );
      else
        own.problem(
          place,
          { en: "{name} of {layer} takes {expected}.", zh: "{layer} 的 {name} 应为{expected}。" },
          { name: word ?? "", layer: className, expected: textOf(read.expected) },
        );
    } else if (allowed !== undefined && word !== undefined) {
      if (allowed === "any" || (value.kind === "literal" && allowed.includes(value.value))) continue;
      isRight = false;
      own.problem(
        place,
        { en: "{name} can only be {allowed} here.", zh: "此处 {name} 只能是 {allowed}。" },
        { name: word, allowed: allowed.map(pythonWord).join(" / ") },
      );
    } else {
      isRight = false;
      noteStranger(own, className, word, place, [...byWord.keys()]);
    }
  }
  fillWindows(className, config);
  const missing = Object.keys(fields).filter((key) => config[key] === undefined);
  if (missing.length > 0 && isRight) {
    own.problem(at, { en: "{layer} lacks {names}.", zh: "{layer} 缺少 {names}。" }, { layer: className, names: missing.map(snakeCase).join(", ") });
    return undefined;
  }
  // In the order in which the layer declares them.
  return isRight ? Object.fromEntries(Object.keys(fields).map((key) => [key, config[key]])) : undefined;
}

const pythonWord = (value: string | number | boolean | null) =>
  value === null ? "None" : value === true ? "True" : value === false ? "False" : JSON.stringify(value);

const textOf = (expected: Message): Text => ({ en: say(expected, "en"), zh: say(expected, "zh") });

function noteStranger<H extends Host>(
  own: Pick<Interpreter<H>, "problem">,
  className: LayerName,
  word: string | undefined,
  place: SyntaxNode,
  known: readonly string[],
): void {
  const values = { layer: className, known: known.join(", ") || "-" };
  if (word === undefined) {
    own.problem(place, { en: "{layer} takes no further argument. It knows {known}.", zh: "{layer} 没有更多参数。可用：{known}。" }, values);
    return;
  }
  const near = nearest(word, known);
  if (near === undefined)
    own.problem(
      place,
      { en: "{layer} has no argument {word} here. It knows {known}.", zh: "此处 {layer} 没有参数 {word}。可用：{known}。" },
      { ...values, word },
    );
  else
    own.problem(place, { en: "{layer} has no argument {word}. Is {near} meant?", zh: "{layer} 没有参数 {word}。是指 {near} 吗？" }, { ...values, word, near });
}

function fillWindows(className: LayerName, config: Record<string, unknown>): void {
  if (className.includes("Pooling") && config["strides"] === undefined && config["poolSize"] !== undefined) config["strides"] = config["poolSize"];
}
