/** How the next token is chosen from what the network says. */
import type { Text } from "@/base/text";
import type { Sampling } from "@/data/text/sampling";
import { Field } from "@/ui/field";
import { useSay } from "@/ui/locale";
import { NumberInput } from "@/ui/number-input";
import { Slider } from "@/ui/slider";
import { fixed, percent } from "@/viz/figures";

const words = {
  temperature: { en: "Temperature", zh: "温度" },
  temperatureHelp: {
    en: "0 always takes the likeliest. 1 draws as the network says; more draws more boldly.",
    zh: "0 总取最可能的；1 按网络给出的概率抽取；更高则更大胆。",
  },
  topK: { en: "Top k", zh: "Top-k" },
  topKHelp: { en: "Draws from so many of the likeliest only; 0 for all.", zh: "只从最可能的这么多个里抽取；0 表示全部。" },
  topP: { en: "Top p", zh: "Top-p" },
  topPHelp: { en: "Draws from the likeliest that together hold this share.", zh: "只从合计占此比例的最可能者中抽取。" },
  seed: { en: "Seed", zh: "随机种子" },
  seedHelp: { en: "The same seed and the same weights write the same text.", zh: "种子与权重相同，写出的文本也相同。" },
} satisfies Record<string, Text>;

interface WritingSettingsProps {
  readonly sampling: Sampling;
  readonly seed: number;
  readonly onSampling: (sampling: Sampling) => void;
  readonly onSeed: (seed: number) => void;
}

export function WritingSettings({ sampling, seed, onSampling, onSeed }: WritingSettingsProps) {
  const say = useSay();
  const { temperature, topK, topP } = sampling;
  return (
    <>
      <Field label={say(words.temperature)} help={say(words.temperatureHelp)}>
        <Slider
          value={temperature}
          min={0}
          max={2}
          step={0.05}
          format={(value) => fixed(value, 2)}
          onChange={(next) => onSampling({ ...sampling, temperature: next })}
        />
      </Field>
      <Field label={say(words.topP)} help={say(words.topPHelp)}>
        <Slider
          value={topP}
          min={0.05}
          max={1}
          step={0.05}
          format={(value) => percent(value, 0)}
          onChange={(next) => onSampling({ ...sampling, topP: next })}
        />
      </Field>
      <Field label={say(words.topK)} help={say(words.topKHelp)}>
        <NumberInput integer value={topK} min={0} max={1000} onChange={(next) => onSampling({ ...sampling, topK: next })} />
      </Field>
      <Field label={say(words.seed)} help={say(words.seedHelp)}>
        <NumberInput integer value={seed} min={0} max={1_000_000} onChange={onSeed} />
      </Field>
    </>
  );
}
