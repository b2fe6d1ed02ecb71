/** The whole series as a line: what trains, what validates, what is kept for test. */
import { useMemo } from "react";
import { dateOf } from "@/data/series/calendar";
import type { DatasetDefinition } from "@/data/define-dataset";
import type { DataReport } from "@/engine/protocol";
import { splits } from "@/features/dataset/split-words";
import { useSay } from "@/ui/locale";
import { brief } from "@/viz/figures";

interface SeriesSamplesProps {
  readonly dataset: DatasetDefinition;
  readonly report: DataReport | undefined;
}

export function SeriesSamples({ dataset, report }: SeriesSamplesProps) {
  const say = useSay();
  const values = report?.series;
  const { low, high } = useMemo(() => rangeOf(values ?? []), [values]);
  const facts = dataset.series;
  if (!facts) return null;
  const { first, count } = { first: dateOf(facts, 0), count: facts.count };
  const label = say(
    { en: "{quantity} from {first} to {last}", zh: "{quantity}，{first} 至 {last}" },
    { quantity: facts.quantity, first, last: dateOf(facts, count - 1) },
  );
  return (
    <figure className="point-samples series-samples">
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label={label}>
        {values &&
          report &&
          splits.map((split) => <path key={split} className={`is-${split}`} d={pathOf(values, stretchOf(split, report, values.length), low, high)} />)}
      </svg>
      <figcaption className="figure" aria-hidden="true">
        <span>{first.slice(0, 7)}</span>
        <span>{dateOf(facts, count - 1).slice(0, 7)}</span>
      </figcaption>
      <span className="point-y figure" aria-hidden="true">
        <span>{values ? brief(high) : ""}</span>
        <span>{facts.unit}</span>
        <span>{values ? brief(low) : ""}</span>
      </span>
    </figure>
  );
}

function rangeOf(values: readonly number[]) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return { low, high: high > low ? high : low + 1 };
}

/** By the values that are asked for; what lies before the first of them belongs to training. */
function stretchOf(split: (typeof splits)[number], { counts }: DataReport, length: number): readonly [from: number, end: number] {
  const test = length - counts.test;
  const validation = test - counts.validation;
  return { train: [0, validation] as const, validation: [validation - 1, test] as const, test: [test - 1, length] as const }[split];
}

function pathOf(values: readonly number[], [from, end]: readonly [number, number], low: number, high: number): string {
  let path = "";
  for (let i = Math.max(0, from); i < end; i++) {
    const x = (100 * i) / Math.max(1, values.length - 1);
    const y = 100 - (100 * ((values[i] ?? low) - low)) / (high - low);
    path += `${path === "" ? "M" : "L"}${x.toFixed(2)} ${y.toFixed(2)}`;
  }
  return path;
}
