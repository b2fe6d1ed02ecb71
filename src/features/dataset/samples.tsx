/** Random training examples: images in a grid, texts in a list, points in the plane; a series is drawn whole. */
import { useCallback } from "react";
import { ImageSamples } from "@/features/dataset/image-samples";
import { PointSamples } from "@/features/dataset/point-samples";
import { sampleLayout } from "@/features/dataset/sample-layout";
import { SeriesSamples } from "@/features/dataset/series-samples";
import { TextSamples } from "@/features/dataset/text-samples";
import type { ChosenData } from "@/features/dataset/use-data";
import { useBench } from "@/hooks/bench";
import { useLatest } from "@/hooks/use-latest";
import { useSay } from "@/ui/locale";

/** More would be a blot, not a picture. */
const mostPoints = 1000;
const mostTexts = 6;

interface SamplesProps {
  readonly chosen: ChosenData;
  /** Another seed, other examples. */
  readonly seed: number;
}

export function Samples({ chosen: { dataset, report }, seed }: SamplesProps) {
  const say = useSay();
  const { session } = useBench();
  const isImage = dataset.kind === "image";
  const isText = dataset.kind === "text";
  const { columns, rows } = sampleLayout(dataset);
  const count = isImage ? columns * rows : isText ? mostTexts : mostPoints;
  const ask = useCallback(
    (signal: AbortSignal) => session.examples({ split: "train", sample: { count, seed, perClass: isImage || isText } }, signal),
    [session, count, seed, isImage, isText],
  );
  const isSeries = dataset.kind === "series";
  const set = useLatest(report && !isSeries ? ask : undefined, 0, report);
  const isRight = set !== undefined && set.inputShape.join() === dataset.inputShape.join();
  const shown = isRight ? set : undefined;
  return (
    <section className="dataset-samples" aria-label={say({ en: "Examples", zh: "样本" })}>
      {isImage ? (
        <ImageSamples dataset={dataset} set={shown} />
      ) : isSeries ? (
        <SeriesSamples dataset={dataset} report={report} />
      ) : isText ? (
        <TextSamples dataset={dataset} set={shown} />
      ) : (
        <PointSamples dataset={dataset} set={shown} />
      )}
    </section>
  );
}
