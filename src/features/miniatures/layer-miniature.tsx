/** What a layer does right now, on its card: its answer to the example, how its weights spread, how large its gradients are. */
import { useCallback, useMemo, useRef, useSyncExternalStore } from "react";
import { AnswerBars } from "@/features/miniatures/answer-bars";
import { GradientMeter } from "@/features/miniatures/gradient-meter";
import { InputPicture } from "@/features/miniatures/input-picture";
import { mainTensor } from "@/features/miniatures/main-tensor";
import { MapGrid } from "@/features/miniatures/map-grid";
import { planeSide, probeBoardOf } from "@/features/miniatures/probe-board";
import { UnitBlock } from "@/features/miniatures/unit-block";
import { WeightHistogram } from "@/features/miniatures/weight-histogram";
import type { Text } from "@/base/text";
import type { LayerProbe, TensorProbe } from "@/engine/protocol";
import { useBench, useDocument, useRun } from "@/hooks/bench";
import { useShownDataset } from "@/hooks/use-dataset";
import type { LayerName } from "@/network/layers";
import { fixed } from "@/viz/figures";
import "@/features/miniatures/miniatures.css";

export interface LayerMiniatureProps {
  readonly nodeId: string;
  readonly className: LayerName;
  /** Room on the card, px. */
  readonly width: number;
  readonly height: number;
}

const histogramHeight = 39;
const meterHeight = 17;

export function LayerMiniature({ nodeId, className, width, height }: LayerMiniatureProps) {
  const { ref, probe } = useLayerProbe(nodeId);
  const isEnd = useDocument((state) => !state.project.network.edges.some((edge) => edge.source === nodeId));
  const isTrained = useRun((state) => state.step > 0);
  const dataset = useShownDataset();
  const weights = mainTensor(probe?.weights ?? []);
  const gradient = probe?.gradients.find(({ name }) => name === weights?.name);
  const isTiny = probe?.weights.every(({ shape }) => shape.every((length) => length === 1)) ?? false;
  const hasWeights = weights !== undefined;
  const pictureHeight = height - (hasWeights ? histogramHeight + meterHeight : 0);
  return (
    <div ref={ref} className="miniature" style={{ width, height }}>
      {className === "Input" ? (
        <InputPicture width={width} />
      ) : (
        pictureHeight > 14 &&
        probe && <Picture probe={probe} isEnd={isEnd} classCount={dataset?.classNames?.length ?? 0} width={width} height={pictureHeight} />
      )}
      {weights && (
        <>
          {isTiny && probe ? <SingleWeights weights={probe.weights} /> : <WeightHistogram histogram={weights.histogram} width={width} isRandom={!isTrained} />}
          <GradientMeter rms={isTrained ? gradient?.rms : undefined} />
        </>
      )}
    </div>
  );
}

/** Two numbers have no distribution: they are said. */
function SingleWeights({ weights }: { readonly weights: readonly TensorProbe[] }) {
  return (
    <dl className="miniature-weights figure">
      {weights.map(({ name, histogram }) => (
        <div key={name}>
          <dt className="mono">{name.split("/").at(-1)}</dt>
          <dd>{fixed(histogram.min, 3)}</dd>
        </div>
      ))}
    </dl>
  );
}

interface PictureProps {
  readonly probe: LayerProbe;
  readonly isEnd: boolean;
  readonly classCount: number;
  readonly width: number;
  readonly height: number;
}

function Picture({ probe: { nodeId, output, attention }, isEnd, classCount, width, height }: PictureProps) {
  const [count, ...shape] = output.shape;
  if (attention) return <MapGrid key={nodeId} output={attention.data} shape={attention.shape} words={headWords} width={width} height={height} />;
  // Answers to all points of the plane, [side², units], are one picture per unit, just as maps of an image are.
  if (count === planeSide * planeSide && shape.length === 1)
    return <MapGrid key={nodeId} output={output.data} shape={[planeSide, planeSide, shape[0] ?? 1]} width={width} height={height} />;
  if (shape.length === 3) return <MapGrid key={nodeId} output={output.data} shape={shape} width={width} height={height} />;
  if (isEnd && output.data.length <= 12) return <AnswerBars outputs={output.data} classCount={classCount} />;
  return <UnitBlock values={output.data} width={width} height={height} />;
}

const headWords = {
  en: "What {count} of {channels} heads look at: rows look, columns are looked at",
  zh: "{channels} 个头中 {count} 个的注意力：行查看列",
} satisfies Text;

/** The layer's newest probe; asked for while the card can be seen. */
function useLayerProbe(nodeId: string) {
  const board = probeBoardOf(useBench());
  const seen = useRef<() => void>(undefined);
  const ref = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return;
      // Several entries come at once when a card moved meanwhile: the last one is how it is now.
      const observer = new IntersectionObserver((entries) => {
        seen.current?.();
        seen.current = entries.at(-1)?.isIntersecting ? board.watch(nodeId) : undefined;
      });
      observer.observe(element);
      return () => {
        observer.disconnect();
        seen.current?.();
        seen.current = undefined;
      };
    },
    [board, nodeId],
  );
  const probe = useSyncExternalStore(board.subscribe, () => board.getState().get(nodeId));
  return useMemo(() => ({ ref, probe }), [ref, probe]);
}
