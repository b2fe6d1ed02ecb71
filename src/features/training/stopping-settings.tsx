/** What keeps a run from harm: clipped gradients, and stopping before it overfits. Off unless wanted. */
import { useTraining } from "@/features/training/use-training";
import type { Text } from "@/base/text";
import { findDataset } from "@/data/datasets";
import { useDocument } from "@/hooks/bench";
import type { TrainingSettings } from "@/network/training-settings";
import { Field } from "@/ui/field";
import { useSay } from "@/ui/locale";
import { NumberInput } from "@/ui/number-input";
import { Segmented } from "@/ui/segmented";
import { Switch } from "@/ui/switch";

const words = {
  clip: { en: "Clip gradients", zh: "梯度裁剪" },
  clipHelp: {
    en: "Keeps one bad batch from throwing the weights far: by the length of all gradients together, or each value.",
    zh: "防止一批坏样本把权重甩得很远：按全部梯度的总长度，或逐个数值裁剪。",
  },
  none: { en: "Off", zh: "关" },
  norm: { en: "Norm", zh: "范数" },
  value: { en: "Value", zh: "数值" },
  limit: { en: "At most", zh: "上限" },
  limitHelp: { en: "Larger gradients are scaled or cut to this.", zh: "更大的梯度会缩放或截断到这个值。" },
  stop: { en: "Stop early", zh: "提前停止" },
  stopHelp: { en: "Ends the run when validation no longer improves, so that it does not learn the noise.", zh: "验证结果不再变好时结束训练，避免学到噪声。" },
  watch: { en: "Watch", zh: "观察指标" },
  watchHelp: { en: "Which validation figure counts as improvement.", zh: "用哪个验证指标判断是否变好。" },
  loss: { en: "Loss", zh: "损失" },
  accuracy: { en: "Accuracy", zh: "准确率" },
  patience: { en: "Patience", zh: "耐心" },
  patienceHelp: { en: "Epochs without improvement before the run ends.", zh: "连续多少轮没有变好就结束。" },
  epochs: { en: "epochs", zh: "轮" },
  delta: { en: "Counts from", zh: "最小改善" },
  deltaHelp: { en: "An improvement smaller than this does not count.", zh: "小于此值的改善不算。" },
  best: { en: "Keep the best", zh: "保留最佳" },
  bestHelp: { en: "Goes back to the weights of the best epoch at the end.", zh: "结束时回到最佳一轮的权重。" },
} satisfies Record<string, Text>;

export function StoppingSettings() {
  const say = useSay();
  const { training, change, commit } = useTraining();
  const hasAccuracy = useDocument((state) => findDataset(state.project.data.datasetId)?.task === "classification");
  const { gradientClip, earlyStopping } = training;
  const setClip = (next: Partial<TrainingSettings["gradientClip"]>) => change("gradientClip", words.clip, { gradientClip: { ...gradientClip, ...next } });
  const setStop = (key: string, label: Text, next: Partial<TrainingSettings["earlyStopping"]>) =>
    change(`earlyStopping.${key}`, label, { earlyStopping: { ...earlyStopping, ...next } });
  return (
    <>
      <Field label={say(words.clip)} help={say(words.clipHelp)}>
        <Segmented
          wide
          value={gradientClip.kind}
          options={[
            { value: "none", label: say(words.none) },
            { value: "norm", label: say(words.norm) },
            { value: "value", label: say(words.value) },
          ]}
          onChange={(kind) => setClip({ kind })}
        />
      </Field>
      {gradientClip.kind !== "none" && (
        <Field label={say(words.limit)} help={say(words.limitHelp)}>
          <NumberInput value={gradientClip.limit} min={1e-6} max={1e6} scale="log" onChange={(limit) => setClip({ limit })} onCommit={commit} />
        </Field>
      )}
      <Field label={say(words.stop)} help={say(words.stopHelp)}>
        <Switch checked={earlyStopping.enabled} onChange={(enabled) => setStop("enabled", words.stop, { enabled })} />
      </Field>
      {earlyStopping.enabled && (
        <div className="training-inside">
          {hasAccuracy && (
            <Field label={say(words.watch)} help={say(words.watchHelp)}>
              <Segmented
                wide
                value={earlyStopping.monitor}
                options={[
                  { value: "valLoss", label: say(words.loss) },
                  { value: "valAccuracy", label: say(words.accuracy) },
                ]}
                onChange={(monitor) => setStop("monitor", words.watch, { monitor })}
              />
            </Field>
          )}
          <Field label={say(words.patience)} help={say(words.patienceHelp)}>
            <NumberInput
              integer
              value={earlyStopping.patience}
              min={1}
              max={1000}
              unit={say(words.epochs)}
              onChange={(patience) => setStop("patience", words.patience, { patience })}
              onCommit={commit}
            />
          </Field>
          <Field label={say(words.delta)} help={say(words.deltaHelp)}>
            <NumberInput
              value={earlyStopping.minDelta}
              min={0}
              max={1}
              scale="log"
              onChange={(minDelta) => setStop("minDelta", words.delta, { minDelta })}
              onCommit={commit}
            />
          </Field>
          <Field label={say(words.best)} help={say(words.bestHelp)}>
            <Switch checked={earlyStopping.restoreBest} onChange={(restoreBest) => setStop("restoreBest", words.best, { restoreBest })} />
          </Field>
        </div>
      )}
    </>
  );
}
