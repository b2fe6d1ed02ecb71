/** The parser of a setting, made from its declaration: limits are stated once, where the setting is. */
import * as v from "valibot";
import { assertNever } from "@/base/assert-never";
import type { Field, Fields } from "@/network/fields";

export type Schema = v.GenericSchema<unknown, unknown>;

const number = (min: number, max: number) => v.pipe(v.number(), v.finite(), v.minValue(min), v.maxValue(max));
const whole = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
/** Larger penalties leave nothing of any weight. */
export const maxPenalty = 10;

export function fieldSchema(field: Field): Schema {
  switch (field.type) {
    case "int":
      return whole(field.min, field.max);
    case "float":
      return number(field.min, field.max);
    case "bool":
      return v.boolean();
    case "pair":
      return v.strictTuple([whole(field.min, field.max), whole(field.min, field.max)]);
    case "dims":
      return v.pipe(v.array(whole(field.min, field.max)), v.minLength(1), v.maxLength(field.maxLength));
    case "choice":
      return v.picklist(field.options);
    case "regularizer":
      return v.strictObject({ l1: number(0, maxPenalty), l2: number(0, maxPenalty) });
    default:
      return assertNever(field);
  }
}

/** The parser of each field, without a word on what else there may be. */
export const schemasOf = <F extends Fields>(fields: F) =>
  Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, fieldSchema(field)])) as { readonly [K in keyof F]: Schema };

/** Every field present, but those that came later, and nothing else. */
export function configSchema(fields: Fields) {
  return v.strictObject(
    Object.fromEntries(
      Object.entries(fields).map(([key, field]) => [key, field.missing === undefined ? fieldSchema(field) : v.optional(fieldSchema(field), field.missing)]),
    ),
  );
}
