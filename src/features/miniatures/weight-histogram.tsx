/** How the weights spread about zero: negative orange, positive blue. */
import { useMemo } from "react";
import type { Histogram } from "@/engine/protocol";
import { useSay } from "@/ui/locale";
import { brief } from "@/viz/figures";
import { histogramPaths } from "@/viz/histogram-bars";

export interface WeightHistogramProps {
  readonly histogram: Histogram;
  readonly width: number;
  readonly height?: number;
  /** Before training the weights are drawn at random; it says so. */
  readonly isRandom?: boolean;
  readonly label?: string;
}

const wordHeight = 9;

export function WeightHistogram({ histogram: { counts, min, max }, width, height = 24, isRandom = false, label }: WeightHistogramProps) {
  const say = useSay();
  const extent = Math.max(-min, max) || 1;
  // The word stands above the bars, which are lower for it.
  const top = isRandom ? wordHeight : 0;
  const paths = useMemo(() => histogramPaths(counts, min, max, width, height - top, [-extent, extent]), [counts, min, max, width, height, top, extent]);
  const name = label ?? say({ en: "Weights from {min} to {max}", zh: "权重从 {min} 到 {max}" }, { min: brief(min), max: brief(max) });
  return (
    <svg className="weight-histogram" viewBox={`0 0 ${width} ${height + 10}`} width={width} height={height + 10} role="img" aria-label={name}>
      {/* Its bounds stay the same whatever the bars are: others would have the page's layers put together anew. */}
      <rect className="paper" width={width} height={height + 10} />
      <g transform={`translate(0 ${top})`}>
        <path d={paths.negative} className="is-negative" />
        <path d={paths.positive} className="is-positive" />
        <path d={paths.zero} className="is-zero" />
      </g>
      <line x1={0} x2={width} y1={height} y2={height} />
      <text x={0} y={height + 9}>
        {brief(-extent)}
      </text>
      <text x={width / 2} y={height + 9} textAnchor="middle">
        0
      </text>
      <text x={width} y={height + 9} textAnchor="end">
        +{brief(extent)}
      </text>
      {isRandom && (
        <text x={width} y={7} textAnchor="end">
          {say({ en: "random", zh: "随机" })}
        </text>
      )}
    </svg>
  );
}
