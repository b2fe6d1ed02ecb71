/** Which arrangement of the workbench this window gets. Page zoom falls through the same rows. */
import { useSyncExternalStore } from "react";

export type Layout = "phone" | "tablet" | "narrow" | "desk" | "wide";

const rows: readonly (readonly [Layout, string])[] = [
  ["wide", "(min-width: 1600px)"],
  ["desk", "(min-width: 1366px)"],
  ["narrow", "(min-width: 1100px)"],
  ["tablet", "(min-width: 768px)"],
];
const shortScreen = "(max-height: 699px)";

function subscribe(onChange: () => void): () => void {
  const queries = [...rows.map(([, query]) => query), shortScreen].map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener("change", onChange);
  return () => {
    for (const query of queries) query.removeEventListener("change", onChange);
  };
}
const layoutNow = (): Layout => rows.find(([, query]) => matchMedia(query).matches)?.[0] ?? "phone";
const isShortNow = () => matchMedia(shortScreen).matches;

export function useLayout(): Layout {
  return useSyncExternalStore(subscribe, layoutNow);
}

/** Under 700 px of height the dock starts folded. */
export function useIsShort(): boolean {
  return useSyncExternalStore(subscribe, isShortNow);
}
