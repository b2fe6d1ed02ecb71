/** What keeps a run from harm: clipped gradients, and stopping before it overfits. Off unless wanted; what is off is not shown. */
import type { Text } from "@/base/text";
import { hasClassNumbers } from "@/data/tasks";
import { datasetSize } from "@/data/dataset-config";
import { useTraining } from "@/features/training/use-training";
import { findDatasetFor } from "@/data/datasets";
import { splitCounts } from "@/data/split";
import { useDocument } from "@/hooks/bench";
import { FieldForm } from "@/hooks/field-form";
import type { Fields } from "@/network/fields";
import { earlyStoppingFields, gradientClipFields } from "@/network/training-fields";
import type { TrainingSettings } from "@/network/training-settings";
import { Icon } from "@/ui/icons";
import { useSay } from "@/ui/locale";

const { enabled, monitor, ...stoppingDetails } = earlyStoppingFields;

const words = {
  noValidation: {
    en: "Nothing is held out for validation, so nothing ever stops the run early. Choose a validation share under Data.",
    zh: "没有划出验证集，因此永远不会提前停止。请在“数据”中设置验证比例。",
  },
  noAccuracy: {
    en: "These data have no accuracy, so nothing ever stops the run early. Watch the validation loss instead.",
    zh: "此数据没有准确率，因此永远不会提前停止。请改为监控验证损失。",
  },
} satisfies Record<string, Text>;

export function StoppingSettings() {
  const say = useSay();
  const { training, change, commit } = useTraining();
  const data = useDocument((state) => state.project.data);
  const dataset = findDatasetFor(data);
  const hasAccuracy = dataset !== undefined && hasClassNumbers(dataset.task);
  const hasValidation = !dataset || splitCounts(datasetSize(dataset, data.config), data).validation > 0;
  const { gradientClip, earlyStopping } = training;
  const watchesAccuracy = earlyStopping.monitor === "valAccuracy";
  const neverBecause = !hasValidation ? words.noValidation : watchesAccuracy && !hasAccuracy ? words.noAccuracy : undefined;
  const stopFields: Fields = earlyStopping.enabled ? { enabled, ...(hasAccuracy || watchesAccuracy ? { monitor } : {}), ...stoppingDetails } : { enabled };
  return (
    <>
      <FieldForm
        fields={gradientClipFields}
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
      {earlyStopping.enabled && neverBecause && (
        <p className="stopping-never small" role="status">
          <Icon name="triangle-alert" />
          {say(neverBecause)}
        </p>
      )}
    </>
  );
}
