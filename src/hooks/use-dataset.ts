/** What the network is trained on: the data of the run, or of the project while there is none. */
import { findDatasetFor } from "@/data/datasets";
import type { DatasetDefinition } from "@/data/define-dataset";
import { useDocument, useRun } from "@/hooks/bench";
import type { ProjectDocument } from "@/project/project";

/** The project of the run that is shown; the edited one while nothing was trained. */
export function useShownProject(): ProjectDocument {
  const pinned = useRun((state) => state.pinned?.project);
  const edited = useDocument((state) => state.project);
  return pinned ?? edited;
}

export function useShownDataset(): DatasetDefinition | undefined {
  return findDatasetFor(useShownProject().data);
}
