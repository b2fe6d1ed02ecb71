/** A test example, and ways to another one: any, of one class, or one that the network got wrong. */
import { useState, type ReactNode } from "react";
import { useFindExample, type Wanted } from "@/features/try-it/use-find-example";
import { PixelsCanvas } from "@/features/try-it/pixels-canvas";
import { useRun } from "@/hooks/bench";
import { useShownDataset } from "@/hooks/use-dataset";
import type { ShownExample } from "@/hooks/use-shown-example";
import { Button } from "@/ui/button";
import { useSay } from "@/ui/locale";
import { Select } from "@/ui/select";

export interface TestPickerProps {
  readonly example: ShownExample;
  /** The example as it is seen; an image by itself. */
  readonly children?: ReactNode;
}

export function TestPicker({ example, children }: TestPickerProps) {
  const say = useSay();
  const dataset = useShownDataset();
  const hasMistakes = useRun((state) => (state.testEvaluation ?? state.evaluation)?.labels !== undefined);
  const [wanted, setWanted] = useState<Wanted>("any");
  const { find, isFinding, problem } = useFindExample();
  const names = dataset?.classNames?.map((name) => say(name)) ?? [];
  const { choice, inputs } = example;
  const where = "index" in choice ? { split: splitNames[choice.split], index: choice.index + 1 } : undefined;
  return (
    <>
      {children ??
        (inputs ? (
          <PixelsCanvas values={inputs} shape={example.shape} className="pixels is-large" label={say({ en: "The example", zh: "样本" })} />
        ) : (
          <span className="pixels is-large" />
        ))}
      <p className="quiet small figure">{where && say({ en: "{split} example {index}", zh: "{split}样本 {index}" }, where)}</p>
      <Select
        label={say({ en: "Which example", zh: "选择哪类样本" })}
        value={wanted}
        options={[
          { value: "any", label: say({ en: "any example", zh: "任意样本" }) },
          { value: "mistake", label: say({ en: "a mistake", zh: "答错的样本" }), disabled: !hasMistakes },
          ...names.map((name, i) => ({ value: String(i), label: say({ en: "a “{name}”", zh: "“{name}”" }, { name }) })),
        ]}
        onChange={(next) => {
          setWanted(next);
          void find(next);
        }}
      />
      <Button
        icon="dices"
        wide
        small
        disabledBecause={isFinding ? say({ en: "Looking for one.", zh: "正在寻找。" }) : undefined}
        onClick={() => void find(wanted)}
      >
        {say({ en: "Another", zh: "换一个" })}
      </Button>
      {problem && (
        <p className="small" role="status">
          {say(problem)}
        </p>
      )}
    </>
  );
}

const splitNames = {
  train: { en: "training", zh: "训练" },
  validation: { en: "validation", zh: "验证" },
  test: { en: "test", zh: "测试" },
} as const;
