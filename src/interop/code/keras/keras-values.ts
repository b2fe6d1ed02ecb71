/** Settings as arguments of a Keras layer: `kernel_size=(3, 3)`, left out where they are Keras' own defaults. */
import { assertNever } from "@/base/assert-never";
import { snakeCase } from "@/interop/export/keras/keras-values";
import { pythonBool, pythonNumber, pythonString, pythonTuple } from "@/interop/code/python/python-values";
import type { Field, Fields, Regularizer } from "@/network/fields";

function regularizerCall({ l1, l2 }: Regularizer): string {
  if (l1 === 0 && l2 === 0) return "None";
  if (l1 === 0) return `keras.regularizers.L2(${pythonNumber(l2)})`;
  if (l2 === 0) return `keras.regularizers.L1(${pythonNumber(l1)})`;
  return `keras.regularizers.L1L2(l1=${pythonNumber(l1)}, l2=${pythonNumber(l2)})`;
}

function valueText(field: Field, value: unknown): string {
  switch (field.type) {
    case "int":
    case "float":
      return pythonNumber(value as number);
    case "bool":
      return pythonBool(value as boolean);
    case "pair":
    case "dims":
      return pythonTuple(value as readonly number[]);
    case "choice":
      return pythonString(snakeCase(value as string));
    case "regularizer":
      return regularizerCall(value as Regularizer);
    default:
      return assertNever(field);
  }
}

export function isSameValue(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** `["64", 'activation="relu"']`: what has no default comes first and needs no name, as long as nothing before it was left out. */
export function kerasArguments(fields: Fields, config: Readonly<Record<string, unknown>>, { named = false } = {}): readonly string[] {
  let isLeading = !named;
  return Object.entries(fields).flatMap(([key, field]): readonly string[] => {
    const value = config[key];
    const isRequired = field.kerasDefault === undefined;
    if (!isRequired) isLeading = false;
    if (!isRequired && isSameValue(value, field.kerasDefault)) return [];
    const text = valueText(field, value);
    return [isLeading ? text : `${snakeCase(key)}=${text}`];
  });
}
