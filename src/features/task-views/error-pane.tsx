/** The mean squared error after 1, 10, 100 and 1,000 steps, and now. */
import { useMemo } from "react";
import { lineMoments } from "@/analysis/loss-surface";
import { errorTable, linePath, type LinePoints } from "@/features/task-views/line-model";
import { useRunInTurn } from "@/hooks/in-turn";
import { useSay } from "@/ui/locale";
import { brief, fixed, grouped } from "@/viz/figures";

export function ErrorPane({ points }: { readonly points: LinePoints }) {
  const say = useSay();
  // Rows change at 1, 10, 100, 1000 and with the newest step, which is read when this renders.
  const { curves } = useRunInTurn((state) => ({ curves: state.curves, revision: state.curvesRevision }), "table of errors");
  const moments = useMemo(() => lineMoments(points.x, points.y), [points]);
  const path = linePath(curves);
  const title = say({ en: "Mean squared error", zh: "均方误差" });
  return (
    <section className="task-pane">
      <h2>
        {title}
        <span className="quiet">{say({ en: "over all training points", zh: "在全部训练点上" })}</span>
      </h2>
      {path && points.x.length > 0 ? (
        <table className="task-figures" aria-label={title}>
          <thead>
            <tr>
              <th scope="col">{say({ en: "after step", zh: "步数" })}</th>
              <th scope="col">MSE</th>
              <th scope="col">w</th>
              <th scope="col">b</th>
            </tr>
          </thead>
          <tbody>
            {errorTable(path, moments).map((row, i, all) => (
              <tr key={row.iteration} className={i === all.length - 1 ? "is-now" : ""}>
                <th scope="row">{grouped(row.iteration)}</th>
                <td>{brief(row.error)}</td>
                <td>{fixed(row.w, 3)}</td>
                <td>{fixed(row.b, 3)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className="quiet">{say({ en: "The error after 1, 10, 100 and 1,000 steps appears here.", zh: "第 1、10、100、1,000 步后的误差将显示在这里。" })}</p>
      )}
    </section>
  );
}
