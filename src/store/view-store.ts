/** How this screen looks at things: never undone, kept per browser as far as it can be. */
import { createStore } from "zustand/vanilla";
import type { Locale } from "@/base/text";
import type { ExampleChoice } from "@/engine/protocol";
import type { NetworkDocument, Point } from "@/network/document";

export type Theme = "light" | "dark";
/** The parts of the bench; on a phone each is a tab. */
export type Region = "data" | "network" | "train" | "evaluate" | "try";
/** Tabs of the dock. */
export type DockTab = "overview" | "mistakes" | "roc" | "epochs" | "layers" | "code" | "task" | "templates";

/** Where a layer chosen from the list will go: `after` takes over what a layer leads to, `branch` leaves that alone. */
export type AddPlace =
  | { readonly kind: "end" }
  | { readonly kind: "after"; readonly nodeId: string }
  | { readonly kind: "branch"; readonly nodeId: string }
  | { readonly kind: "wire"; readonly edgeId: string }
  | { readonly kind: "point"; readonly x: number; readonly y: number };

/** Something a part of the page does with its own DOM: asked for by a command, answered by the part that can (`hooks/use-view-request.ts`). */
export type ViewRequestKind = "fit" | "zoomIn" | "zoomOut" | "focusNetwork" | "focusInspector" | "nextRegion" | "previousRegion" | "openFile" | "saveFile";

export interface ViewState {
  readonly locale: Locale;
  readonly theme: Theme;
  readonly region: Region;
  readonly dockTab: DockTab;
  readonly isDockOpen: boolean;
  /** Text size ×1.15. */
  readonly isTextLarge: boolean;
  /** Single-key shortcuts (Space, `.`, A, C …) on. */
  readonly hasSingleKeys: boolean;
  readonly backendPreference: "auto" | "webgpu" | "webgl" | "wasm" | "cpu";
  /** The example that feature maps, Try it and the input card show; undefined = a test example chosen by the app. */
  readonly example?: ExampleChoice | undefined;
  /** Cell of the confusion matrix whose examples are shown. */
  readonly confusionCell?: { readonly label: number; readonly prediction: number } | undefined;
  readonly isPaletteOpen: boolean;
  readonly isTemplatesOpen: boolean;
  readonly isExportOpen: boolean;
  readonly isShareOpen: boolean;
  readonly isRecentOpen: boolean;
  /** The newest request; `serial` tells two of the same kind apart. */
  readonly request?: { readonly kind: ViewRequestKind; readonly serial: number };
  /** Where the cards stand on the canvas now, by layer: auto-layout's places too. Written by the canvas. */
  readonly places?: ReadonlyMap<string, Point> | undefined;
  /** Moves copies that have places of their own off what is there already: the canvas knows how large cards are. */
  readonly besideOthers?: ((network: NetworkDocument, copies: readonly string[]) => NetworkDocument) | undefined;
  /** The wire that is chosen; never together with layers. */
  readonly selectedWire?: string | undefined;
  /** The list of layers is open, to add one here. */
  readonly adding?: AddPlace | undefined;
  /** A wire is being drawn by keyboard from this layer. */
  readonly connectingFrom?: string | undefined;
  /** Several layers are being chosen: each click or tap adds one or takes it out again. */
  readonly isGathering?: boolean | undefined;
  /** What was copied last, where the system clipboard is closed to us. */
  readonly clipboard?: string | undefined;
  /** Ids of commands run from the palette, newest first. */
  readonly recentCommands: readonly string[];
}

const storageKey = "layerlab.view";
const persisted = ["locale", "theme", "isDockOpen", "isTextLarge", "hasSingleKeys", "backendPreference", "recentCommands"] as const;

/** Best effort: a browser without storage still works, it only forgets. */
export function createViewStore(storage: Pick<Storage, "getItem" | "setItem"> | undefined, defaults: Pick<ViewState, "locale" | "theme">) {
  const initial: ViewState = {
    ...defaults,
    region: "network",
    // Where the task has no view of its own, the overview stands in for it.
    dockTab: "task",
    isDockOpen: true,
    isTextLarge: false,
    hasSingleKeys: true,
    backendPreference: "auto",
    isPaletteOpen: false,
    isTemplatesOpen: false,
    isExportOpen: false,
    isShareOpen: false,
    isRecentOpen: false,
    recentCommands: [],
  };
  const store = createStore<ViewState>(() => ({ ...initial, ...readView(storage) }));
  store.subscribe((state, before) => {
    if (persisted.every((key) => state[key] === before[key])) return;
    try {
      storage?.setItem(storageKey, JSON.stringify(Object.fromEntries(persisted.map((key) => [key, state[key]]))));
    } catch {
      // Full or forbidden storage loses a preference, nothing more.
    }
  });
  return store;
}
export type ViewStore = ReturnType<typeof createViewStore>;

export function requestView(view: ViewStore, kind: ViewRequestKind): void {
  view.setState((state) => ({ request: { kind, serial: (state.request?.serial ?? 0) + 1 } }));
}

function readView(storage: Pick<Storage, "getItem"> | undefined): Partial<ViewState> {
  try {
    const saved: unknown = JSON.parse(storage?.getItem(storageKey) ?? "{}");
    if (typeof saved !== "object" || saved === null) return {};
    const value = (key: string) => (saved as Record<string, unknown>)[key];
    const flag = (key: "isDockOpen" | "isTextLarge" | "hasSingleKeys") => (typeof value(key) === "boolean" ? { [key]: value(key) } : {});
    const oneOf = (key: string, options: readonly string[]) => (options.includes(value(key) as string) ? { [key]: value(key) } : {});
    const words = (key: "recentCommands") => {
      const list = value(key);
      return Array.isArray(list) ? { [key]: list.filter((word) => typeof word === "string").slice(0, 12) } : {};
    };
    return {
      ...words("recentCommands"),
      ...oneOf("locale", ["en", "zh"]),
      ...oneOf("theme", ["light", "dark"]),
      ...oneOf("backendPreference", ["auto", "webgpu", "webgl", "wasm", "cpu"]),
      ...flag("isDockOpen"),
      ...flag("isTextLarge"),
      ...flag("hasSingleKeys"),
    };
  } catch {
    return {};
  }
}
