/** The task's own view: what the network does, drawn for the kind of data it does it with. */
import { AnswersView } from "@/features/task-views/answers-view";
import { DenoiseView } from "@/features/task-views/denoise-view";
import { LineView } from "@/features/task-views/line-view";
import { PlaneView } from "@/features/task-views/plane-view";
import { SeriesView } from "@/features/task-views/series-view";
import type { DatasetDefinition } from "@/data/define-dataset";
import { useShownDataset } from "@/hooks/use-dataset";
import type { Text } from "@/base/text";
import "@/features/task-views/task-views.css";

/** What the tab is called; undefined where the overview says it all. */
export function taskViewTitle(dataset: Pick<DatasetDefinition, "kind" | "task"> | undefined): Text | undefined {
  if (dataset?.kind === "pair") return { en: "Line", zh: "直线" };
  if (dataset?.kind === "point2d") return { en: "Boundary", zh: "决策边界" };
  if (dataset?.task === "reconstruction") return { en: "Images", zh: "图像" };
  if (dataset?.task === "sequenceToSequence") return { en: "Answers", zh: "回答" };
  if (dataset?.kind === "series") return { en: "Forecast", zh: "预测" };
  return undefined;
}

export function TaskView() {
  const dataset = useShownDataset();
  // Another dataset is another view: nothing of the old one stays.
  if (dataset?.kind === "pair") return <LineView key={dataset.id} />;
  if (dataset?.kind === "point2d") return <PlaneView key={dataset.id} />;
  if (dataset?.task === "reconstruction") return <DenoiseView key={dataset.id} />;
  if (dataset?.task === "sequenceToSequence") return <AnswersView key={dataset.id} />;
  if (dataset?.kind === "series") return <SeriesView key={dataset.id} />;
  return null;
}
