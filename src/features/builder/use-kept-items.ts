/** What xyflow is given of a card or wire that has not changed is the very same object, so that a drag draws only what moves. */
import { useCallback, useState } from "react";

/** By key: equal values, or objects whose own values are equal. */
export function isSameItem(a: object, b: object, depth = 2): boolean {
  const [before, now] = [Object.entries(a), Object.entries(b)];
  if (before.length !== now.length) return false;
  return before.every(([key, value]) => {
    const other = (b as Readonly<Record<string, unknown>>)[key];
    if (Object.is(value, other)) return true;
    return depth > 1 && typeof value === "object" && typeof other === "object" && value !== null && other !== null && isSameItem(value, other, depth - 1);
  });
}

export function useKeptItems<T extends { readonly id: string }>(): (items: readonly T[]) => T[] {
  const [known] = useState(() => new Map<string, T>());
  return useCallback(
    (items) => {
      const kept = items.map((item) => {
        const before = known.get(item.id);
        return before && isSameItem(before, item) ? before : item;
      });
      known.clear();
      for (const item of kept) known.set(item.id, item);
      return kept;
    },
    [known],
  );
}
