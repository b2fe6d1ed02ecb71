/** A grid of training images on one canvas, with a button over each: pointing enlarges it, pressing follows it through the network. */
import { useCallback, useMemo, useRef, useState, type KeyboardEvent } from "react";
import type { DatasetDefinition } from "@/data/define-dataset";
import type { ExampleSet } from "@/engine/protocol";
import { placeSamples, sampleLayout } from "@/features/dataset/sample-layout";
import { SamplePreview, type Preview } from "@/features/dataset/sample-preview";
import { useBench, useView } from "@/hooks/bench";
import { useController } from "@/hooks/use-controller";
import { useSay, type Say } from "@/ui/locale";
import { grouped } from "@/viz/figures";
import type { Palette } from "@/viz/palette";
import { imageMap, plainMap, tileSheet } from "@/viz/pixels";
import { createPixelView } from "@/viz/pixel-view";
import { rampOf } from "@/viz/ramps";

interface ImageSamplesProps {
  readonly dataset: DatasetDefinition;
  readonly set: ExampleSet | undefined;
}

/** Empty columns between tiles, in pixels of the images. */
const gap = 2;

export function ImageSamples({ dataset, set }: ImageSamplesProps) {
  const say = useSay();
  const { view } = useBench();
  const [active, setActive] = useState(0);
  const [preview, setPreview] = useState<Preview>();
  const grid = useRef<HTMLDivElement>(null);
  const layout = useMemo(() => sampleLayout(dataset), [dataset]);
  const cells = useMemo(() => (set ? placeSamples(layout, set) : []), [layout, set]);
  const chosen = useView((state) => (state.example && "split" in state.example && state.example.split === "train" ? state.example.index : undefined));
  const [rows = 1, columns = 1] = dataset.inputShape;
  const isPair = dataset.task === "reconstruction";
  const shape = useMemo(() => [isPair ? rows * 2 : rows, columns, 1], [isPair, rows, columns]);
  const map = useCallback(
    (palette: Palette) => {
      const ramp = rampOf(palette, "ink");
      const empty = plainMap(columns, shape[0] ?? rows, ramp);
      const shown = set ? cells : Array.from({ length: layout.columns * layout.rows }, () => undefined);
      const tiles = shown.map((at) => (set && at !== undefined ? imageMap(pixelsOf(set, at, isPair), shape, ramp) : empty));
      return tileSheet(tiles, layout.columns, 1, gap);
    },
    [set, cells, layout, shape, isPair, rows, columns],
  );
  const [canvas] = useController(
    createPixelView,
    useMemo(() => ({ map }), [map]),
  );
  const show = (at: number, button: HTMLElement) => {
    if (!set || !grid.current) return;
    const places = { at: button.getBoundingClientRect(), beside: grid.current.getBoundingClientRect() };
    setPreview({ inputs: pixelsOf(set, at, isPair), shape, label: captionOf(say, dataset, set, at), ...places });
  };
  const walk = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: layout.columns, ArrowUp: -layout.columns }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = active + by;
    if (next < 0 || next >= cells.length || cells[next] === undefined) return;
    setActive(next);
    grid.current?.querySelector<HTMLElement>(`[data-cell="${next}"]`)?.focus();
  };
  const first = cells[active] === undefined ? cells.findIndex((at) => at !== undefined) : active;
  return (
    <div className="image-samples" style={{ aspectRatio: `${layout.columns * columns} / ${layout.rows * (shape[0] ?? rows)}` }}>
      <canvas ref={canvas} aria-hidden="true" />
      <div
        ref={grid}
        role="group"
        aria-label={say({ en: "Training images", zh: "训练图像" })}
        className="image-samples-grid"
        style={{ gridTemplateColumns: `repeat(${layout.columns}, 1fr)`, gridTemplateRows: `repeat(${layout.rows}, 1fr)` }}
        onKeyDown={walk}
        onPointerLeave={() => setPreview(undefined)}
        onBlur={() => setPreview(undefined)}
      >
        {set &&
          cells.map((at, cell) =>
            at === undefined ? (
              <span key={cell} />
            ) : (
              <button
                key={cell}
                type="button"
                data-cell={cell}
                tabIndex={cell === first ? 0 : -1}
                aria-label={captionOf(say, dataset, set, at)}
                aria-pressed={set.indices[at] === chosen}
                onPointerEnter={(event) => show(at, event.currentTarget)}
                onFocus={(event) => {
                  setActive(cell);
                  show(at, event.currentTarget);
                }}
                onClick={() => view.setState({ example: { split: "train", index: set.indices[at] ?? 0 } })}
              />
            ),
          )}
      </div>
      {preview && <SamplePreview preview={preview} />}
    </div>
  );
}

/** Where the target is an image too, it stands below the input. */
function pixelsOf({ inputs, targets, indices }: ExampleSet, at: number, isPair: boolean): Float32Array {
  const size = inputs.length / Math.max(indices.length, 1);
  const input = inputs.subarray(at * size, (at + 1) * size);
  if (!isPair) return input;
  const both = new Float32Array(2 * size);
  both.set(input);
  both.set(targets.subarray(at * size, (at + 1) * size), size);
  return both;
}

function captionOf(say: Say, { classNames, task }: DatasetDefinition, { indices, targets }: ExampleSet, at: number): string {
  const number = grouped((indices[at] ?? 0) + 1);
  if (task === "reconstruction") return say({ en: "Noisy and clean, training image {number}", zh: "带噪声与干净，第 {number} 张训练图像" }, { number });
  const name = classNames?.[targets[at] ?? -1];
  return say({ en: "{name}, training image {number}", zh: "{name}，第 {number} 张训练图像" }, { name: name ?? "?", number });
}
