/** One curve per class; the one that is pointed at, or chosen beside it, stands out with its name and area. */
import type { PointerEvent } from "react";
import { nearestLine, type RocLine } from "@/features/evaluate/roc-plot-geometry";
import { useSay } from "@/ui/locale";

export interface RocPlotProps {
  readonly lines: readonly RocLine[];
  readonly names: readonly string[];
  /** In words. */
  readonly areas: readonly string[];
  readonly chosen: number | undefined;
  readonly onChoose: (chosen: number | undefined) => void;
}

/** How near the pointer has to come, of 100. */
const reach = 8;

export function RocPlot({ lines, names, areas, chosen, onChoose }: RocPlotProps) {
  const say = useSay();
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const [width, height] = [box.width, box.height];
    onChoose(nearestLine(lines, (100 * (event.clientX - box.left)) / width, (100 * (event.clientY - box.top)) / height, reach));
  };
  const drawn = lines.flatMap((line, k) => (line && k !== chosen ? [{ k, line }] : []));
  const front = chosen === undefined ? undefined : lines[chosen];
  return (
    <div className="roc-plot">
      <span className="quiet small">{say({ en: "found ↑", zh: "检出率 ↑" })}</span>
      <svg
        viewBox="0 0 100 100"
        preserveAspectRatio="none"
        role="img"
        aria-label={say({ en: "Share found against share of false alarms", zh: "检出率与误报率" })}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => onChoose(undefined)}
      >
        <path className="roc-chance" d="M0 100 L100 0" />
        {drawn.map(({ k, line }) => (
          <path key={k} className={chosen === undefined ? "roc-line" : "roc-line is-faint"} d={pathOf(line)} />
        ))}
        {front && <path className="roc-line is-chosen" d={pathOf(front)} />}
      </svg>
      <span className="roc-x quiet small">
        <span className="roc-name" aria-live="polite">
          {chosen !== undefined && `${names[chosen] ?? ""}: AUC ${areas[chosen] ?? ""}`}
        </span>
        {say({ en: "false alarms →", zh: "误报率 →" })}
      </span>
    </div>
  );
}

const pathOf = (line: NonNullable<RocLine>) => `M${line.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join("L")}`;
