/** React's way into the workbench. Subscribe to the smallest thing: a selector re-renders only when its result changes. */
import { createContext, useContext } from "react";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import type { Bench } from "@/store/bench";
import type { DocumentState } from "@/store/document-store";
import type { RunState } from "@/store/run-store";
import type { ViewState } from "@/store/view-store";

const BenchContext = createContext<Bench | undefined>(undefined);
export const BenchProvider = BenchContext.Provider;

export function useBench(): Bench {
  const bench = useContext(BenchContext);
  if (!bench) throw new Error("useBench must be used below BenchProvider.");
  return bench;
}
/** Results are compared shallowly, so a selector may return a fresh object or array of stable parts. */
export function useDocument<T>(selector: (state: DocumentState) => T): T {
  return useStore(useBench().document, useShallow(selector));
}
export function useView<T>(selector: (state: ViewState) => T): T {
  return useStore(useBench().view, useShallow(selector));
}
export function useRun<T>(selector: (state: RunState) => T): T {
  return useStore(useBench().run, useShallow(selector));
}
