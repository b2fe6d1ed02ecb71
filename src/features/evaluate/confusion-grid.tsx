/** The matrix itself: true classes down, predicted ones across; walked by arrow keys, and what is focused is chosen. */
import { useRef, type CSSProperties, type KeyboardEvent } from "react";
import type { ConfusionCell } from "@/analysis/mistakes";
import type { CellView } from "@/features/evaluate/confusion-view";
import { usePalette } from "@/features/evaluate/use-palette";
import { useSay } from "@/ui/locale";
import { grouped } from "@/viz/figures";
import { cssOf, rampOf, rampRgb, textOn } from "@/viz/ramps";

export interface ConfusionGridProps {
  readonly cells: readonly (readonly CellView[])[];
  readonly names: readonly string[];
  readonly chosen: ConfusionCell | undefined;
  readonly onChoose: (cell: ConfusionCell) => void;
}

export function ConfusionGrid({ cells, names, chosen, onChoose }: ConfusionGridProps) {
  const say = useSay();
  const palette = usePalette();
  const grid = useRef<HTMLDivElement>(null);
  const count = cells.length;
  const ramp = rampOf(palette, "sequential");
  const hasLongNames = names.some((name) => name.length > 2);
  const focusable = chosen ?? { label: 0, prediction: 0 };

  const walk = (event: KeyboardEvent) => {
    const moves: Readonly<Record<string, readonly [down: number, right: number]>> = {
      ArrowDown: [1, 0],
      ArrowUp: [-1, 0],
      ArrowRight: [0, 1],
      ArrowLeft: [0, -1],
    };
    const move = moves[event.key];
    if (!move) return;
    const [down, right] = move;
    event.preventDefault();
    const label = Math.min(count - 1, Math.max(0, focusable.label + down));
    const prediction = Math.min(count - 1, Math.max(0, focusable.prediction + right));
    onChoose({ label, prediction });
    grid.current?.querySelector<HTMLElement>(`[data-cell="${label}-${prediction}"]`)?.focus();
  };

  return (
    <div
      ref={grid}
      className={`matrix${count <= 4 ? " is-roomy" : ""}${hasLongNames ? " is-named" : ""}`}
      style={{ "--classes": count } as CSSProperties}
      role="grid"
      aria-label={say({ en: "Confusion matrix: rows are true classes, columns predicted ones", zh: "混淆矩阵：行为真实类别，列为预测类别" })}
      onKeyDown={walk}
    >
      <div role="row">
        <span role="columnheader">
          <span className="visually-hidden">{say({ en: "true class", zh: "真实类别" })}</span>
        </span>
        {names.map((name, i) => (
          <span key={name} role="columnheader" className="head" title={name} aria-label={name}>
            {hasLongNames && count > 4 ? i : name}
          </span>
        ))}
      </div>
      {cells.map((row, label) => (
        <div role="row" key={names[label]}>
          <span role="rowheader" className="head" title={names[label]}>
            {hasLongNames && count > 4 ? `${label} ${names[label]}` : names[label]}
          </span>
          {row.map((cell) => {
            const isHit = cell.label === cell.prediction;
            const colour = rampRgb(ramp, cell.strength * 0.92);
            const isChosen = chosen?.label === cell.label && chosen.prediction === cell.prediction;
            const isEntry = focusable.label === cell.label && focusable.prediction === cell.prediction;
            const values = { count: grouped(cell.count), label: names[cell.label] ?? "", prediction: names[cell.prediction] ?? "" };
            return (
              <button
                key={cell.prediction}
                type="button"
                role="gridcell"
                data-cell={`${cell.label}-${cell.prediction}`}
                tabIndex={isEntry ? 0 : -1}
                aria-selected={isChosen}
                aria-label={
                  isHit
                    ? say({ en: "{count} of {label} recognised", zh: "{count} 个 {label} 识别正确" }, values)
                    : say({ en: "{count} of {label} taken for {prediction}", zh: "{count} 个 {label} 被当成 {prediction}" }, values)
                }
                title={`${names[cell.label]} → ${names[cell.prediction]}: ${values.count}`}
                className={isHit ? "hit" : ""}
                style={isHit ? undefined : { background: cssOf(colour), color: textOn(colour) }}
                onClick={() => onChoose(cell)}
              >
                {cell.text}
              </button>
            );
          })}
        </div>
      ))}
    </div>
  );
}
