/** Looking into values from outside without believing anything about them. */
import { wrongStructure } from "@/interop/import/imported-model";

export type Untyped = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Untyped {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function recordAt(value: unknown, where: string): Untyped {
  if (!isRecord(value)) throw wrongStructure(where);
  return value;
}

export function listAt(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw wrongStructure(where);
  return value as readonly unknown[];
}

export function textAt(value: unknown, where: string): string {
  if (typeof value !== "string" || value.length > 512) throw wrongStructure(where);
  return value;
}

/** A shape as files have it: whole numbers, `null` for what is open. */
export function shapeAt(value: unknown, where: string): readonly (number | null)[] {
  return listAt(value, where).map((size) => {
    if (size === null || (typeof size === "number" && Number.isSafeInteger(size) && size >= 0)) return size;
    throw wrongStructure(where);
  });
}
