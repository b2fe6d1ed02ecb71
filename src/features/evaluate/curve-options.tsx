/** How the curves are drawn: scale and smoothing. */
import type { CurveOptions } from "@/features/evaluate/curve-model";
import { IconButton } from "@/ui/button";
import { Field } from "@/ui/field";
import { useSay } from "@/ui/locale";
import { Popover } from "@/ui/popover";
import { Slider } from "@/ui/slider";
import { Switch } from "@/ui/switch";
import { fixed } from "@/viz/figures";

export function CurveOptionsPopover({ options, onChange }: { readonly options: CurveOptions; readonly onChange: (options: CurveOptions) => void }) {
  const say = useSay();
  const label = say({ en: "How curves are drawn", zh: "曲线的画法" });
  return (
    <Popover label={label} align="end" trigger={<IconButton small icon="sliders-horizontal" label={label} />}>
      <Field
        label={say({ en: "Log scale", zh: "对数刻度" })}
        help={say({
          en: "Equal distances are equal factors: 0.1 to 0.01 is as far as 1 to 0.1.",
          zh: "相等的距离表示相等的倍数：0.1 到 0.01 与 1 到 0.1 一样远。",
        })}
      >
        <Switch checked={options.isLog} onChange={(isLog) => onChange({ ...options, isLog })} />
      </Field>
      <Field
        label={say({ en: "Whole plan", zh: "完整计划" })}
        help={say({
          en: "The axis reaches to the last planned epoch from the start. Without it, the axis of a long plan grows with the run.",
          zh: "横轴一开始就延伸到计划的最后一轮。关闭时，较长计划的横轴随训练逐步延长。",
        })}
      >
        <Switch checked={options.isWholePlan} onChange={(isWholePlan) => onChange({ ...options, isWholePlan })} />
      </Field>
      <Field
        label={say({ en: "Smoothing", zh: "平滑" })}
        help={say({
          en: "A moving average of the training curve; the raw one stays behind it. The validation curve is never smoothed.",
          zh: "训练曲线的滑动平均，原曲线仍留在后面。验证曲线从不平滑。",
        })}
      >
        <Slider
          value={options.smoothing}
          min={0}
          max={0.98}
          step={0.02}
          format={(value) => fixed(value, 2)}
          onChange={(smoothing) => onChange({ ...options, smoothing })}
        />
      </Field>
    </Popover>
  );
}
