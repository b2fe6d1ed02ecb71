/** While the data are on their way, or did not come. */
import type { ChosenData } from "@/features/dataset/use-data";
import { useBench, useRun } from "@/hooks/bench";
import { useAct } from "@/hooks/use-command";
import { Button } from "@/ui/button";
import { useSay } from "@/ui/locale";
import { Notice } from "@/ui/notice";
import { ProgressBar } from "@/ui/progress-bar";

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

export function DataArrival({ chosen: { dataset, report } }: { readonly chosen: ChosenData }) {
  const say = useSay();
  const act = useAct();
  const { session } = useBench();
  const progress = useRun((state) => state.dataProgress);
  const problem = useRun((state) => state.problem);
  const shownRun = useRun((state) => state.pinned?.project.data.datasetId);
  if (report) return null;
  if (shownRun !== undefined && shownRun !== dataset.id)
    return (
      <p className="dataset-note">
        {say({
          en: "The run shown was trained on other data. These are loaded with the next run.",
          zh: "当前显示的训练使用的是其他数据。下次训练时会加载这些数据。",
        })}
      </p>
    );
  if (problem)
    return (
      <Notice
        tone="bad"
        title={say({ en: "The data did not load", zh: "数据未能加载" })}
        actions={
          <Button small icon="refresh-cw" onClick={() => act(() => session.prepare())}>
            {say({ en: "Try again", zh: "重试" })}
          </Button>
        }
      >
        <p>{say(problem.what)}</p>
        {problem.remedy && <p>{say(problem.remedy)}</p>}
      </Notice>
    );
  // Some servers unpack files on the way, and then more arrives than was announced: better no share than a wrong one.
  const isCounted = progress !== undefined && progress.totalBytes > 0 && progress.loadedBytes <= progress.totalBytes;
  return (
    <div className="dataset-arrival" role="status">
      <p className="small quiet figure">
        {isCounted
          ? say(
              { en: "Loading, {done} of {total} MB", zh: "正在加载，{done} / {total} MB" },
              { done: megabytes(progress.loadedBytes), total: megabytes(progress.totalBytes) },
            )
          : say({ en: "Preparing the data", zh: "正在准备数据" })}
      </p>
      <ProgressBar label={say({ en: "Loading the data", zh: "加载数据" })} value={isCounted ? progress.loadedBytes / progress.totalBytes : undefined} />
    </div>
  );
}
