/** Every feature map of the example, large enough to look at. */
import { useMemo } from "react";
import { createMapGridView } from "@/features/miniatures/map-grid-view";
import { useController } from "@/hooks/use-controller";
import { useSay } from "@/ui/locale";

const mostShown = 64;

/** Few maps are shown large, many still within a screen. */
function acrossFor(channels: number): number {
  if (channels <= 8) return Math.min(channels, 4);
  return channels <= 24 ? 6 : 8;
}

export interface FeatureMapsProps {
  readonly output: Float32Array;
  /** [rows, columns, channels]. */
  readonly shape: readonly number[];
}

export function FeatureMaps({ output, shape: [rows = 1, columns = 1, channels = 1] }: FeatureMapsProps) {
  const say = useSay();
  const count = Math.min(channels, mostShown);
  const across = acrossFor(channels);
  const options = useMemo(() => ({ output, rows, columns, channels, count, across, gap: 0.06 }), [output, rows, columns, channels, count, across]);
  const [canvas] = useController(createMapGridView, options);
  const title =
    channels > mostShown
      ? say(
          { en: "The {count} liveliest of {channels} feature maps of the example", zh: "样本的 {channels} 个特征图中最活跃的 {count} 个" },
          { count, channels },
        )
      : say({ en: "The {channels} feature maps of the example", zh: "样本的 {channels} 个特征图" }, { channels });
  return (
    <>
      <p className="label">{title}</p>
      <canvas ref={canvas} className={channels === 1 ? "kernel-sheet is-single" : "kernel-sheet"} role="img" aria-label={title} />
      <p className="quiet small">{say({ en: "Each is scaled to its own largest value.", zh: "每个图按自身最大值缩放。" })}</p>
    </>
  );
}
