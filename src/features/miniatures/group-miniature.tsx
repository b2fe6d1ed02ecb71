/** What the layers of a closed group do right now: the picture of one of them, and how large the gradients of all are together. */
import { GradientMeter } from "@/features/miniatures/gradient-meter";
import { LayerPicture } from "@/features/miniatures/layer-picture";
import { rmsTogether } from "@/features/miniatures/rms-together";
import { useProbes } from "@/features/miniatures/use-probes";
import { useDocument, useRun } from "@/hooks/bench";
import { useShownDataset } from "@/hooks/use-dataset";
import "@/features/miniatures/miniatures.css";

export interface GroupMiniatureProps {
  readonly nodeIds: readonly string[];
  /** The one whose picture is shown. */
  readonly shownId: string | undefined;
  /** Room on the card, px. */
  readonly width: number;
  readonly height: number;
}

const meterHeight = 17;

export function GroupMiniature({ nodeIds, shownId, width, height }: GroupMiniatureProps) {
  const { ref, probes } = useProbes(...nodeIds);
  const isTrained = useRun((state) => state.step > 0);
  const isEnd = useDocument((state) => !state.project.network.edges.some((edge) => edge.source === shownId));
  const classCount = useShownDataset()?.classNames?.length ?? 0;
  const all = probes.filter((probe) => probe !== undefined);
  const shown = all.find((probe) => probe.nodeId === shownId);
  const hasWeights = all.some(({ weights }) => weights.length > 0);
  const pictureHeight = height - (hasWeights ? meterHeight : 0);
  return (
    <div ref={ref} className="miniature" style={{ width, height }}>
      <div style={{ height: pictureHeight }}>
        {shown && pictureHeight > 14 && <LayerPicture probe={shown} isEnd={isEnd} classCount={classCount} width={width} height={pictureHeight} />}
      </div>
      {hasWeights && <GradientMeter rms={isTrained ? rmsTogether(all.flatMap(({ gradients }) => gradients)) : undefined} isTrained={isTrained} />}
    </div>
  );
}
