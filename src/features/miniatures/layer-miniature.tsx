/** What a layer does right now, on its card: its answer to the example, how its weights spread, how large its gradients are. */
import { GradientMeter } from "@/features/miniatures/gradient-meter";
import { InputPicture } from "@/features/miniatures/input-picture";
import { LayerPicture } from "@/features/miniatures/layer-picture";
import { mainTensor } from "@/features/miniatures/main-tensor";
import { useProbes } from "@/features/miniatures/use-probes";
import { WeightHistogram } from "@/features/miniatures/weight-histogram";
import type { LayerProbe, TensorProbe } from "@/engine/protocol";
import { useDocument, useRun } from "@/hooks/bench";
import { useInTurn } from "@/hooks/in-turn";
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
  const {
    ref,
    probes: [probe],
  } = useProbes(nodeId);
  const isEnd = useDocument((state) => !state.project.network.edges.some((edge) => edge.source === nodeId));
  const isTrained = useRun((state) => state.step > 0);
  const dataset = useShownDataset();
  const hasWeights = mainTensor(probe?.weights ?? []) !== undefined;
  const pictureHeight = height - (hasWeights ? histogramHeight + meterHeight : 0);
  return (
    <div ref={ref} className="miniature" style={{ width, height }}>
      {className === "Input" ? (
        <InputPicture width={width} />
      ) : (
        pictureHeight > 14 &&
        probe && <LayerPicture probe={probe} isEnd={isEnd} classCount={dataset?.classNames?.length ?? 0} width={width} height={pictureHeight} />
      )}
      {probe && hasWeights && <Weights newest={probe} width={width} isTrained={isTrained} />}
    </div>
  );
}

interface WeightsProps {
  readonly newest: LayerProbe;
  readonly width: number;
  readonly isTrained: boolean;
}

/** After the picture, in a turn of its own: both in one frame would make it late. */
function Weights({ newest, width, isTrained }: WeightsProps) {
  const probe = useInTurn(newest, `weights of ${newest.nodeId}`);
  const weights = mainTensor(probe.weights);
  if (!weights) return null;
  const gradient = probe.gradients.find(({ name }) => name === weights.name);
  const isTiny = probe.weights.every(({ shape }) => shape.every((length) => length === 1));
  return (
    <>
      {isTiny ? <SingleWeights weights={probe.weights} /> : <WeightHistogram histogram={weights.histogram} width={width} isRandom={!isTrained} />}
      <GradientMeter rms={isTrained ? gradient?.rms : undefined} isTrained={isTrained} />
    </>
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
