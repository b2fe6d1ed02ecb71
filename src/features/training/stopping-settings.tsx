/** What keeps a run from harm: clipped gradients, and stopping before it overfits. Off unless wanted; what is off is not shown. */
import { useTraining } from "@/features/training/use-training";
import { findDataset } from "@/data/datasets";
import { useDocument } from "@/hooks/bench";
import { FieldForm } from "@/hooks/field-form";
import type { Fields } from "@/network/fields";
import { earlyStoppingFields, gradientClipFields } from "@/network/training-fields";
import type { TrainingSettings } from "@/network/training-settings";

const { limit: _limit, ...clipKindOnly } = gradientClipFields;
const { enabled, monitor, ...stoppingDetails } = earlyStoppingFields;

export function StoppingSettings() {
  const { training, change, commit } = useTraining();
  const hasAccuracy = useDocument((state) => findDataset(state.project.data.datasetId)?.task === "classification");
  const { gradientClip, earlyStopping } = training;
  const clipFields: Fields = gradientClip.kind === "none" ? clipKindOnly : gradientClipFields;
  const stopFields: Fields = earlyStopping.enabled ? { enabled, ...(hasAccuracy ? { monitor } : {}), ...stoppingDetails } : { enabled };
  return (
    <>
      <FieldForm
        fields={clipFields}
        config={gradientClip}
        onCommit={commit}
        onChange={(key, value) =>
          change(`gradientClip.${key}`, gradientClipFields.kind.label, { gradientClip: { ...gradientClip, [key]: value } as TrainingSettings["gradientClip"] })
        }
      />
      <FieldForm
        fields={stopFields}
        config={earlyStopping}
        onCommit={commit}
        onChange={(key, value) =>
          change(`earlyStopping.${key}`, earlyStoppingFields.enabled.label, {
            earlyStopping: { ...earlyStopping, [key]: value } as TrainingSettings["earlyStopping"],
          })
        }
      />
    </>
  );
}
