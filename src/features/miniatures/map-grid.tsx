/** The liveliest maps of a layer in four columns, each scaled to its own maximum. */
import { useMemo } from "react";
import type { Text } from "@/base/text";
import { gridFor, gapPx } from "@/features/miniatures/grid-for";
import { createMapGridView } from "@/features/miniatures/map-grid-view";
import { useController } from "@/hooks/use-controller";
import { useSay } from "@/ui/locale";

export interface MapGridProps {
  readonly output: Float32Array;
  /** [rows, columns, channels]. */
  readonly shape: readonly number[];
  readonly width: number;
  readonly height: number;
  /** What the maps are, with `count` and `channels`; feature maps when absent. */
  readonly words?: Text;
}

const featureMaps: Text = { en: "{count} of {channels} feature maps of the example", zh: "样本的 {channels} 个特征图中的 {count} 个" };

export function MapGrid({ output, shape: [rows = 1, columns = 1, channels = 1], width, height, words = featureMaps }: MapGridProps) {
  const say = useSay();
  const { across, tile, count } = gridFor(channels, width, height, rows / columns);
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
      aria-label={say(words, { count, channels })}
    />
  );
}
