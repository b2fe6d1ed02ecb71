/** How an answer is chosen: the likeliest token each time, the best of several beginnings, or drawn. */
import type { Text } from "@/base/text";
import type { Sampling } from "@/data/text/sampling";
import { WritingSettings } from "@/features/try-it/writing-settings";
import type { WritingOrder } from "@/hooks/use-writing";
import { Field } from "@/ui/field";
import { useSay } from "@/ui/locale";
import { NumberInput } from "@/ui/number-input";
import { Segmented } from "@/ui/segmented";
import { Slider } from "@/ui/slider";
import { fixed } from "@/viz/figures";

interface Answering {
  readonly way: "greedy" | "beam" | "drawn";
  readonly width: number;
  readonly lengthPenalty: number;
  readonly sampling: Sampling;
  readonly seed: number;
}

export const initialAnswering: Answering = {
  way: "greedy",
  width: 4,
  lengthPenalty: 0.6,
  sampling: { temperature: 0.8, topK: 0, topP: 0.95 },
  seed: 1,
};

const likeliest: Sampling = { temperature: 0, topK: 0, topP: 1 };

/** What the engine is asked for; the source is yet to be added. */
export function orderOf({ way, width, lengthPenalty, sampling, seed }: Answering): WritingOrder {
  return {
    prompt: new Float32Array(),
    count: 0,
    sampling: way === "drawn" ? sampling : likeliest,
    seed,
    ...(way === "beam" ? { beam: { width, lengthPenalty } } : {}),
  };
}

const words = {
  way: { en: "Way", zh: "方式" },
  wayHelp: {
    en: "The likeliest token each time; the best of several beginnings that are followed side by side; or tokens drawn as the network says.",
    zh: "每次取最可能的词元；并行跟踪几个开头，取其中最好的；或按网络给出的概率抽取。",
  },
  greedy: { en: "likeliest", zh: "贪心" },
  beam: { en: "beams", zh: "束搜索" },
  drawn: { en: "drawn", zh: "抽样" },
  width: { en: "Beams", zh: "束宽" },
  widthHelp: { en: "Beginnings that are followed at once.", zh: "同时跟踪的开头数。" },
  penalty: { en: "Length penalty", zh: "长度惩罚" },
  penaltyHelp: {
    en: "α: the logarithm of an answer's probability is divided by ((5 + length) / 6)^α. 0 likes short answers, 1 long ones (Wu et al. 2016).",
    zh: "α：回答概率的对数除以 ((5 + 长度) / 6)^α。0 偏向短的回答，1 偏向长的（Wu et al. 2016）。",
  },
} satisfies Record<string, Text>;

export function AnswerSettings({ answering, onChange }: { readonly answering: Answering; readonly onChange: (answering: Answering) => void }) {
  const say = useSay();
  const { way, width, lengthPenalty, sampling, seed } = answering;
  return (
    <>
      <Field label={say(words.way)} help={say(words.wayHelp)}>
        <Segmented
          value={way}
          options={(["greedy", "beam", "drawn"] as const).map((value) => ({ value, label: say(words[value]) }))}
          onChange={(next) => onChange({ ...answering, way: next })}
        />
      </Field>
      {way === "beam" && (
        <>
          <Field label={say(words.width)} help={say(words.widthHelp)}>
            <NumberInput integer value={width} min={2} max={16} onChange={(next) => onChange({ ...answering, width: next })} />
          </Field>
          <Field label={say(words.penalty)} help={say(words.penaltyHelp)}>
            <Slider
              value={lengthPenalty}
              min={0}
              max={2}
              step={0.1}
              format={(value) => fixed(value, 1)}
              onChange={(next) => onChange({ ...answering, lengthPenalty: next })}
            />
          </Field>
        </>
      )}
      {way === "drawn" && (
        <WritingSettings
          sampling={sampling}
          seed={seed}
          onSampling={(next) => onChange({ ...answering, sampling: next })}
          onSeed={(next) => onChange({ ...answering, seed: next })}
        />
      )}
    </>
  );
}
