/** The training settings and the way to change them: every edit is a step of undo, typing in one field a single one. */
import { useCallback } from "react";
import type { Text } from "@/base/text";
import { useBench, useDocument } from "@/hooks/bench";
import type { TrainingSettings } from "@/network/training-settings";

export interface TrainingEditor {
  readonly training: TrainingSettings;
  /** `key` names the field, so that typing in it merges into one step. */
  readonly change: (key: string, label: Text, next: Partial<TrainingSettings>) => void;
  readonly commit: () => void;
}

const changed: Text = { en: "Change {field}", zh: "修改{field}" };

export function useTraining(): TrainingEditor {
  const { document } = useBench();
  const training = useDocument((state) => state.project.training);
  const change = useCallback(
    (key: string, label: Text, next: Partial<TrainingSettings>) => {
      const { project } = document.getState();
      document.apply({
        label: { text: changed, values: { field: label } },
        project: { ...project, training: { ...project.training, ...next } },
        mergeKey: `training:${key}`,
      });
    },
    [document],
  );
  const commit = useCallback(() => document.closeGesture(), [document]);
  return { training, change, commit };
}
