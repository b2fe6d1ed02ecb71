/**
 * The matrix itself: true classes down, predicted ones across; walked by arrow keys, and what is focused is chosen.
 * Its figures are one drawing under empty buttons, which say them to those who listen: an evaluation then lays out nothing.
 */
import { memo, useCallback, useEffect, useMemo, useRef, type CSSProperties, type KeyboardEvent, type PointerEvent } from "react";
import type { ConfusionCell } from "@/analysis/mistakes";
import type { CellView } from "@/features/evaluate/confusion-view";
import { paintConfusion } from "@/features/evaluate/paint-confusion";
import { useController } from "@/hooks/use-controller";
import { useSay, type Say } from "@/ui/locale";
import { createBoardView, type BoardOptions } from "@/viz/board-view";
import { grouped } from "@/viz/figures";
import { drawSoon } from "@/viz/frame-queue";
import { letterWidth } from "@/viz/letter-width";

export interface ConfusionGridProps {
  readonly cells: readonly (readonly CellView[])[];
  /** Must keep its identity, and so must `onChoose`: an evaluation is no reason to render a hundred buttons. */
  readonly names: readonly string[];
  readonly chosen: ConfusionCell | undefined;
  readonly onChoose: (cell: ConfusionCell) => void;
}

export function ConfusionGrid({ cells, names, chosen, onChoose }: ConfusionGridProps) {
  const say = useSay();
  const grid = useRef<HTMLDivElement>(null);
  const label = chosen?.label;
  const prediction = chosen?.prediction;
  const board = useMemo<BoardOptions>(
    () => ({
      count: cells.length ** 2,
      paint: (context, places, palette) =>
        paintConfusion(context, places, palette, cells, label === undefined || prediction === undefined ? undefined : { label, prediction }),
    }),
    [cells, label, prediction],
  );
  const [canvas] = useController(createBoardView, board);
  useEffect(() => drawSoon(() => nameCells(grid.current, cells, names, say), "names of cells"), [cells, names, say]);

  const walk = (event: KeyboardEvent) => {
    const moves: Readonly<Record<string, readonly [down: number, right: number]>> = {
      ArrowDown: [1, 0],
      ArrowUp: [-1, 0],
      ArrowRight: [0, 1],
      ArrowLeft: [0, -1],
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    const within = (at: number) => Math.min(cells.length - 1, Math.max(0, at));
    const next = { label: within((label ?? 0) + move[0]), prediction: within((prediction ?? 0) + move[1]) };
    onChoose(next);
    buttonsOf(grid.current)[next.label * cells.length + next.prediction]?.focus();
  };
  // The words under the pointer, made when it comes: a hundred of them at each evaluation nobody would read.
  const explain = ({ target }: PointerEvent) => {
    const place = target instanceof HTMLElement ? target.dataset["place"] : undefined;
    const cell = place === undefined ? undefined : cells.flat()[Number(place)];
    if (target instanceof HTMLElement && cell) target.title = `${names[cell.label]} → ${names[cell.prediction]}: ${grouped(cell.count)}`;
  };

  return (
    <div ref={grid} className="matrix-board" onKeyDown={walk} onPointerOver={explain}>
      <canvas ref={canvas} className="board-canvas" aria-hidden="true" />
      <Buttons names={names} label={label} prediction={prediction} onChoose={onChoose} />
    </div>
  );
}

interface ButtonsProps extends Pick<ConfusionGridProps, "names" | "onChoose"> {
  readonly label: number | undefined;
  readonly prediction: number | undefined;
}

const Buttons = memo(function Buttons({ names, label, prediction, onChoose }: ButtonsProps) {
  const say = useSay();
  const count = names.length;
  const hasLongNames = names.some((name) => letterWidth(name) > 2);
  const isShort = hasLongNames && count > 4;
  return (
    <div
      className={`matrix${count <= 4 ? " is-roomy" : ""}${hasLongNames ? " is-named" : ""}`}
      style={{ "--classes": count } as CSSProperties}
      role="grid"
      aria-label={say({ en: "Confusion matrix: rows are true classes, columns predicted ones", zh: "混淆矩阵：行为真实类别，列为预测类别" })}
    >
      <div role="row">
        <span role="columnheader">
          <span className="visually-hidden">{say({ en: "true class", zh: "真实类别" })}</span>
        </span>
        {names.map((name, i) => (
          <span key={name} role="columnheader" className="head" title={name} aria-label={name}>
            {isShort ? i : name}
          </span>
        ))}
      </div>
      {names.map((name, i) => (
        <Row
          key={name}
          label={i}
          names={names}
          title={isShort ? `${i} ${name}` : name}
          chosen={i === label ? prediction : undefined}
          entry={i === (label ?? 0) ? (prediction ?? 0) : undefined}
          onChoose={onChoose}
        />
      ))}
    </div>
  );
});

interface RowProps extends Pick<ConfusionGridProps, "names" | "onChoose"> {
  readonly label: number;
  readonly title: string;
  /** Column of the chosen cell, and of the one that the Tab key comes to, where they are in this row. */
  readonly chosen: number | undefined;
  readonly entry: number | undefined;
}

const Row = memo(function Row({ label, names, title, chosen, entry, onChoose }: RowProps) {
  const choose = useCallback((prediction: number) => onChoose({ label, prediction }), [label, onChoose]);
  return (
    <div role="row">
      <span role="rowheader" className="head" title={names[label]}>
        {title}
      </span>
      {names.map((name, prediction) => (
        <button
          key={name}
          type="button"
          role="gridcell"
          data-place={label * names.length + prediction}
          // Until its figure has been counted and had its turn.
          aria-label={`${names[label]} → ${name}`}
          tabIndex={prediction === entry ? 0 : -1}
          aria-selected={prediction === chosen}
          className={prediction === label ? "hit" : ""}
          onClick={() => choose(prediction)}
        />
      ))}
    </div>
  );
});

function buttonsOf(grid: Element | null): readonly HTMLElement[] {
  return Array.from(grid?.querySelectorAll<HTMLElement>("[data-place]") ?? []);
}

/** What each cell says; only words that changed are written. */
function nameCells(grid: Element | null, cells: readonly (readonly CellView[])[], names: readonly string[], say: Say): void {
  const all = cells.flat();
  for (const [i, button] of buttonsOf(grid).entries()) {
    const cell = all[i];
    if (!cell) continue;
    const values = { count: grouped(cell.count), label: names[cell.label] ?? "", prediction: names[cell.prediction] ?? "" };
    const words =
      cell.label === cell.prediction
        ? say({ en: "{count} of {label} recognised", zh: "{count} 个 {label} 识别正确" }, values)
        : say({ en: "{count} of {label} taken for {prediction}", zh: "{count} 个 {label} 被当成 {prediction}" }, values);
    if (button.ariaLabel !== words) button.ariaLabel = words;
  }
}
