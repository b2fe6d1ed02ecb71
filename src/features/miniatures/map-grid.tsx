/** The liveliest maps of a layer in four columns, each scaled to its own maximum. */
import { useMemo } from "react";
import { createMapGridView } from "@/features/miniatures/map-grid-view";
import { useController } from "@/hooks/use-controller";
import { useSay } from "@/ui/locale";

export interface MapGridProps {
  readonly output: Float32Array;
  /** [rows, columns, channels]. */
  readonly shape: readonly number[];
  readonly width: number;
  readonly height: number;
}

const gapPx = 2;

export function MapGrid({ output, shape: [rows = 1, columns = 1, channels = 1], width, height }: MapGridProps) {
  const say = useSay();
  // Fewer maps than columns are drawn as large as the room allows.
  const across = channels >= 4 ? 4 : Math.max(1, Math.min(channels, Math.floor(width / Math.min(width, height))));
  const tile = Math.min((width - (across - 1) * gapPx) / across, height);
  const down = Math.max(1, Math.floor((height + gapPx) / ((tile * rows) / columns + gapPx)));
  const count = Math.min(channels, across * down);
  const options = useMemo(
    () => ({ output, rows, columns, channels, count, across, gap: gapPx / tile }),
    [output, rows, columns, channels, count, across, tile],
  );
  const [canvas] = useController(createMapGridView, options);
  return (
    <canvas
      ref={canvas}
      className="miniature-maps"
      style={{ width: across * tile + (across - 1) * gapPx }}
      role="img"
      aria-label={say({ en: "{count} of {channels} feature maps of the example", zh: "样本的 {channels} 个特征图中的 {count} 个" }, { count, channels })}
    />
  );
}
