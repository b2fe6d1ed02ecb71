/** What the view points at inside the data (an example, a cell of the confusion matrix) ends with the data it was chosen from. */
import { isSameExamples, isSameSource } from "@/data/data-settings";
import type { Bench } from "@/store/bench";

/** Watches the data on screen from now on: those of the run, or of the project while there is none. Returns its undo. */
export function forgetShownOfOtherData({ document, run, view }: Pick<Bench, "document" | "run" | "view">): () => void {
  const shown = () => run.getState().pinned?.project ?? document.getState().project;
  let before = shown();
  const look = () => {
    const project = shown();
    if (project === before) return;
    const isOther = project.id !== before.id || !isSameSource(project.data, before.data);
    const isSplitAnew = !isSameExamples(project.data, before.data);
    before = project;
    if (isOther) view.setState({ example: undefined, confusionCell: undefined });
    // A drawing stays what it is; example 9,000 of the test part need not be there any more.
    else if (isSplitAnew && "split" in (view.getState().example ?? {})) view.setState({ example: undefined });
  };
  const stops = [document.subscribe(look), run.subscribe(look)];
  return () => {
    for (const stop of stops) stop();
  };
}
