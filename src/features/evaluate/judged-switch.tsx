/** Which examples are judged: validation while training, the test set once the person asks for it. */
import { useState } from "react";
import type { Judged } from "@/features/evaluate/use-evaluation";
import { useBench, useRun } from "@/hooks/bench";
import { Button } from "@/ui/button";
import { Chip } from "@/ui/chip";
import { useSay } from "@/ui/locale";
import { Segmented } from "@/ui/segmented";
import type { Text } from "@/base/text";
import type { Split } from "@/data/define-dataset";

const splitNames: Readonly<Record<Split, Text>> = {
  train: { en: "Training set", zh: "训练集" },
  validation: { en: "Validation", zh: "验证集" },
  test: { en: "Test set", zh: "测试集" },
};

export function JudgedSwitch({ judged, onChange }: { readonly judged: Judged; readonly onChange: (judged: Judged) => void }) {
  const say = useSay();
  const { session } = useBench();
  const { status, isUntrained, hasTest, liveSplit, testCount } = useRun((state) => ({
    status: state.run.status,
    isUntrained: state.step === 0,
    hasTest: state.testEvaluation !== undefined,
    liveSplit: state.evaluation?.split,
    testCount: state.data?.counts.test ?? 0,
  }));
  const [isAsking, setAsking] = useState(false);
  const isTraining = status === "running" || status === "stopping" || status === "recovering" || status === "preparing";
  const isLive = status === "running" && judged === "live";
  if (!hasTest && (isUntrained || testCount === 0)) return null;
  const evaluateTest = async () => {
    setAsking(true);
    try {
      await session.evaluate("test");
      onChange("test");
    } catch {
      // The run tells what went wrong; the validation figures stay.
    } finally {
      setAsking(false);
    }
  };
  return (
    <div className="judged-switch">
      {isLive && <Chip tone="live">{say({ en: "live", zh: "实时" })}</Chip>}
      {hasTest ? (
        <Segmented
          label={say({ en: "Judged on", zh: "评估对象" })}
          value={judged}
          options={[
            { value: "live", label: say(splitNames[liveSplit ?? "validation"]) },
            { value: "test", label: say(splitNames.test) },
          ]}
          onChange={onChange}
        />
      ) : (
        <Button
          small
          icon="target"
          disabledBecause={
            isTraining
              ? say({
                  en: "Pause first, or wait for the end: the test set is for the finished network.",
                  zh: "请先暂停或等训练结束：测试集用于检验训练好的网络。",
                })
              : isAsking
                ? say({ en: "Evaluating now.", zh: "正在评估。" })
                : undefined
          }
          onClick={() => void evaluateTest()}
        >
          {isAsking ? say({ en: "Evaluating …", zh: "评估中 …" }) : say({ en: "Evaluate on the test set", zh: "在测试集上评估" })}
        </Button>
      )}
    </div>
  );
}
