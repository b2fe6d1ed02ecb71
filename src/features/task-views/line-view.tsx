/** The line template: points with the fitted line, the loss surface with the path on it, and the table of errors. */
import { useMemo } from "react";
import { ErrorPane } from "@/features/task-views/error-pane";
import { FitPane } from "@/features/task-views/fit-pane";
import type { LinePoints } from "@/features/task-views/line-model";
import { SurfacePane } from "@/features/task-views/surface-pane";
import { useRun } from "@/hooks/bench";
import { useExamples } from "@/hooks/use-examples";

const mostPoints = 1000;
const noPoints: LinePoints = { x: new Float32Array(), y: new Float32Array() };

export function LineView() {
  const trainCount = useRun((state) => Math.min(mostPoints, state.data?.counts.train ?? 0));
  const indices = useMemo(() => Array.from({ length: trainCount }, (_, i) => i), [trainCount]);
  const examples = useExamples("train", indices);
  const points = useMemo(() => (examples ? { x: examples.inputs, y: examples.targets } : noPoints), [examples]);
  return (
    <div className="task-panes is-line">
      <FitPane points={points} />
      <SurfacePane points={points} />
      <ErrorPane points={points} />
    </div>
  );
}
