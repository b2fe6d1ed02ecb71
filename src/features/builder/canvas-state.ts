/** What only this canvas needs to know for a moment: where the focus is, what a drag hovers, which fault is open. */
import { createContext, useContext, type ReactNode } from "react";
import { createStore, useStore, type StoreApi } from "zustand";
import type { Message } from "@/base/text";
import type { LayerNode } from "@/network/document";
import type { Size } from "@/features/builder/layout/geometry";

/** Draws what a layer does now into the room its card leaves for it. */
export type RenderMiniature = (node: LayerNode, size: Size) => ReactNode;

/** Draws what the parts of a closed group do now: one picture, of `shown`, and one measure of how all of them learn. */
export type RenderGroup = (parts: readonly LayerNode[], shown: LayerNode | undefined, size: Size) => ReactNode;

/** A wire that could not be drawn at all, and why. */
export interface Refusal {
  readonly source: string;
  readonly target: string;
  readonly reason: Message;
}

export interface CanvasState {
  /** The one card that Tab reaches. */
  readonly tabStop: string | undefined;
  /** A card that takes the focus as soon as it is there. */
  readonly wantsFocus: string | undefined;
  /** The wire that a dragged layer would go into. */
  readonly dropWire: string | undefined;
  readonly hoveredWire: string | undefined;
  /** Key of the fault whose notice is open; `null` = closed by hand. */
  readonly openIssue: string | null | undefined;
  readonly refusal: Refusal | undefined;
}
export type CanvasStore = StoreApi<CanvasState>;

export function createCanvasStore(): CanvasStore {
  return createStore<CanvasState>(() => ({
    tabStop: undefined,
    wantsFocus: undefined,
    dropWire: undefined,
    hoveredWire: undefined,
    openIssue: undefined,
    refusal: undefined,
  }));
}

export interface CanvasContextValue {
  readonly store: CanvasStore;
  readonly renderMiniature?: RenderMiniature | undefined;
  readonly renderGroup?: RenderGroup | undefined;
}
const CanvasContext = createContext<CanvasContextValue | undefined>(undefined);
export const CanvasProvider = CanvasContext.Provider;

export function useCanvas(): CanvasContextValue {
  const value = useContext(CanvasContext);
  if (!value) throw new Error("useCanvas must be used below CanvasProvider.");
  return value;
}
export function useCanvasState<T>(selector: (state: CanvasState) => T): T {
  return useStore(useCanvas().store, selector);
}
