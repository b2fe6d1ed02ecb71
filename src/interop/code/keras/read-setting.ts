/** One argument of a program as a setting of ours, or what was expected there. */
import { assertNever } from "@/base/assert-never";
import { message, type Message } from "@/base/text";
import { snakeCase } from "@/interop/export/keras/keras-values";
import type { Value } from "@/interop/code/python/values";
import type { Field, Regularizer } from "@/network/fields";

export type SettingRead = { readonly value: unknown } | { readonly expected: Message };

/** An object of Keras that is nothing but settings: `keras.regularizers.L2(0.01)`. */
export interface PlainObject {
  readonly type: "plain";
  readonly name: string;
  readonly args: Readonly<Record<string, number>>;
  readonly positional: readonly number[];
  /** Arguments that are True. */
  readonly truths?: readonly string[];
}
type Given = Value<{ readonly type: string }>;

const expected = (en: string, zh: string, values?: Parameters<typeof message>[1]): SettingRead => ({ expected: message({ en, zh }, values) });

function numberIn(value: Given): number | undefined {
  return value.kind === "literal" && typeof value.value === "number" ? value.value : undefined;
}
function wholes(value: Given): readonly number[] | undefined {
  const items = value.kind === "list" ? value.items.map(numberIn) : [numberIn(value)];
  return items.every((item): item is number => item !== undefined && Number.isInteger(item)) ? items : undefined;
}
const withoutUnderscores = (word: string) => word.replaceAll("_", "").toLowerCase();

/** `"relu"`, `keras.activations.relu`, `HeNormal()`: the word that is meant. */
function wordIn(value: Given): string | undefined {
  if (value.kind === "literal") return value.value === null ? "linear" : typeof value.value === "string" ? value.value : undefined;
  if (value.kind === "path") return value.path.at(-1);
  return value.kind === "host" && isPlain(value.host) ? value.host.name : undefined;
}
export function isPlain(host: { readonly type: string }): host is PlainObject {
  return host.type === "plain";
}
const otherWords: Readonly<Record<string, string>> = { swish: "silu", uniform: "randomuniform", normal: "randomnormal", zero: "zeros", one: "ones" };

export function readSetting(field: Field, value: Given): SettingRead {
  switch (field.type) {
    case "int": {
      const [whole, ...more] = wholes(value) ?? [];
      if (whole !== undefined && more.length === 0 && whole >= field.min && whole <= field.max) return { value: whole };
      return expected("a whole number from {min} to {max}", "{min} 到 {max} 之间的整数", { min: field.min, max: field.max });
    }
    case "float": {
      const number = numberIn(value);
      if (number !== undefined && number >= field.min && number <= field.max) return { value: number };
      return expected("a number from {min} to {max}", "{min} 到 {max} 之间的数", { min: field.min, max: field.max });
    }
    case "bool":
      return value.kind === "literal" && typeof value.value === "boolean" ? { value: value.value } : expected("True or False", "True 或 False");
    case "pair": {
      const given = wholes(value) ?? [];
      const pair = given.length === 1 ? [given[0], given[0]] : given;
      if (pair.length === 2 && pair.every((side) => side !== undefined && side >= field.min && side <= field.max)) return { value: pair };
      return expected("one or two whole numbers from {min} to {max}, such as (3, 3)", "一个或两个 {min} 到 {max} 之间的整数，例如 (3, 3)", {
        min: field.min,
        max: field.max,
      });
    }
    case "dims": {
      const sizes = value.kind === "list" ? wholes(value) : undefined;
      if (sizes && sizes.length > 0 && sizes.length <= field.maxLength && sizes.every((size) => size >= field.min && size <= field.max))
        return { value: sizes };
      return expected("sizes in brackets, such as (28, 28, 1), each from {min} to {max}", "括号中的尺寸，例如 (28, 28, 1)，每个为 {min} 到 {max}", {
        min: field.min,
        max: field.max,
      });
    }
    case "choice": {
      const word = wordIn(value);
      const meant = word === undefined ? undefined : withoutUnderscores(word);
      const option = field.options.find((known) => known.toLowerCase() === (otherWords[meant ?? ""] ?? meant));
      if (option !== undefined) return { value: option };
      return expected("one of {options}", "{options} 之一", { options: field.options.map(snakeCase).join(", ") });
    }
    case "regularizer": {
      const penalty = penaltyIn(value);
      return penalty
        ? { value: penalty }
        : expected("None, or keras.regularizers.L1, L2 or L1L2 with a number", "None，或带数值的 keras.regularizers.L1、L2、L1L2");
    }
    default:
      return assertNever(field);
  }
}

/** What Keras takes where no number is said. */
const usualPenalty = 0.01;

function penaltyIn(value: Given): Regularizer | undefined {
  if (value.kind === "literal" && value.value === null) return { l1: 0, l2: 0 };
  const word = wordIn(value);
  const kind = word === undefined ? "" : withoutUnderscores(word);
  if (kind !== "l1" && kind !== "l2" && kind !== "l1l2") return undefined;
  const { args = {}, positional = [] } = value.kind === "host" && isPlain(value.host) ? value.host : {};
  const [first, second] = positional;
  const said = args["l"];
  if (kind === "l1") return { l1: args["l1"] ?? said ?? first ?? usualPenalty, l2: 0 };
  if (kind === "l2") return { l1: 0, l2: args["l2"] ?? said ?? first ?? usualPenalty };
  const usual = value.kind === "literal" ? usualPenalty : 0;
  return { l1: args["l1"] ?? first ?? usual, l2: args["l2"] ?? second ?? usual };
}
