/** The palette of the current theme, for colours computed in React. */
import { useSyncExternalStore } from "react";
import { currentPalette, onPaletteChange, type Palette } from "@/viz/palette";

export function usePalette(): Palette {
  return useSyncExternalStore(onPaletteChange, currentPalette);
}
