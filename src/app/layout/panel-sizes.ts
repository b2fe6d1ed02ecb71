/** Sizes that a person dragged the panels to, remembered for each arrangement of the window. */
import { useCallback, useState } from "react";
import type { Layout } from "@/app/layout/use-layout";

export type SizedPanel = "data" | "inspector" | "dock";
type Sizes = Readonly<Partial<Record<SizedPanel, number>>>;

const storageKey = "layerlab.panel-sizes";
const panels: readonly SizedPanel[] = ["data", "inspector", "dock"];

/** The usual size of each panel; the same figures as in ui/styles/tokens.css. */
const usualSizes: Readonly<Record<Layout, Readonly<Record<SizedPanel, number>>>> = {
  wide: { data: 240, inspector: 320, dock: 300 },
  desk: { data: 204, inspector: 284, dock: 256 },
  narrow: { data: 240, inspector: 284, dock: 236 },
  tablet: { data: 240, inspector: 300, dock: 320 },
  phone: { data: 240, inspector: 284, dock: 256 },
};
export const sizeLimits: Readonly<Record<SizedPanel, readonly [number, number]>> = { data: [180, 420], inspector: [250, 520], dock: [150, 620] };

function readSizes(): Readonly<Record<string, Sizes>> {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(storageKey) ?? "{}");
    return typeof saved === "object" && saved !== null ? (saved as Record<string, Sizes>) : {};
  } catch {
    return {};
  }
}

function within(panel: SizedPanel, size: unknown): number | undefined {
  const [min, max] = sizeLimits[panel];
  return typeof size === "number" && Number.isFinite(size) ? Math.min(max, Math.max(min, size)) : undefined;
}

/** Larger text takes wider panels. */
const largeTextFactor = 1.13;

export function usePanelSizes(layout: Layout, isTextLarge: boolean) {
  const [all, setAll] = useState(readSizes);
  const resize = useCallback(
    (panel: SizedPanel, size: number | undefined) =>
      setAll((before) => {
        const { [panel]: _old, ...others } = before[layout] ?? {};
        const next = { ...before, [layout]: size === undefined ? others : { ...others, [panel]: size } };
        try {
          localStorage.setItem(storageKey, JSON.stringify(next));
        } catch {
          // Forbidden storage forgets a size, nothing more.
        }
        return next;
      }),
    [layout],
  );
  const usual = (panel: SizedPanel) => Math.round(usualSizes[layout][panel] * (isTextLarge ? largeTextFactor : 1));
  const sizes = Object.fromEntries(panels.map((panel) => [panel, within(panel, all[layout]?.[panel]) ?? usual(panel)])) as Record<SizedPanel, number>;
  return { sizes, resize };
}
