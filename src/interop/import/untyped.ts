/** Looking into values from outside without believing anything about them. */
import { wrongStructure } from "@/interop/import/imported-model";

export type Untyped = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Untyped {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function recordAt(value: unknown, where: string): Untyped {
  if (!isRecord(value)) throw wrongStructure(where, { en: "an object", zh: "对象" }, value);
  return value;
}

export function listAt(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw wrongStructure(where, { en: "a list", zh: "列表" }, value);
  return value as readonly unknown[];
}

export function textAt(value: unknown, where: string): string {
  if (typeof value !== "string" || value.length > 512)
    throw wrongStructure(where, { en: "a text of at most 512 characters", zh: "不超过 512 个字符的文本" }, value);
  return value;
}

/** A shape as files have it: whole numbers, `null` for what is open. */
export function shapeAt(value: unknown, where: string): readonly (number | null)[] {
  return listAt(value, where).map((size) => {
    if (size === null || (typeof size === "number" && Number.isSafeInteger(size) && size >= 0)) return size;
    throw wrongStructure(where, { en: "a whole number of at least 0", zh: "不小于 0 的整数" }, size);
  });
}
