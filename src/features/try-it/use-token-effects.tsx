/** Which tokens speak for the answer: asked in one of two ways, the person's choice. */
import { useCallback, useMemo, useState } from "react";
import type { Text } from "@/base/text";
import type { EncodedText } from "@/data/text/text-encoder";
import { answerOf } from "@/analysis/answer";
import { occludedRows, occlusionOf } from "@/features/try-it/occlusion";
import { hiddenEffects, slopeEffects, slopeSum } from "@/features/try-it/token-effects";
import { useBench } from "@/hooks/bench";
import type { TokenEffect } from "@/hooks/token-list";
import { useShownDataset, useShownProject } from "@/hooks/use-dataset";
import { useLatest } from "@/hooks/use-latest";
import { useWeightsWatch } from "@/hooks/use-weights-watch";
import { usePrediction } from "@/hooks/use-prediction";
import { useSay } from "@/ui/locale";
import { Segmented } from "@/ui/segmented";
import { Term } from "@/ui/term";
import { fixed } from "@/viz/figures";

const words = {
  shaded: { en: "Shaded: for (blue) or against (orange) “{answer}”", zh: "着色：支持（蓝）或反对（橙）“{answer}”" },
  hiddenHelp: {
    en: "Each token is hidden in turn, and the text asked about again. Blue: without it the network is less sure. Orange: it is surer. (Occlusion)",
    zh: "依次把每个词元遮住再问一遍。蓝色：没有它，网络的把握变小；橙色：没有它，把握变大。（遮挡法）",
  },
  slopeHelp: {
    en: "The slope of the score of this class by each number of the token's vector, times that number, added up. Blue adds to the score, orange takes from it. (Gradient × input)",
    zh: "该类别分数对词元向量各分量的斜率，乘以该分量，再求和。蓝色使分数增加，橙色使分数减少。（梯度 × 输入）",
  },
  sums: {
    en: "All tokens together: {sum}; the score: {score}. They differ where the network is curved.",
    zh: "所有词元合计：{sum}；分数：{score}。网络非线性时两者不同。",
  },
  ways: { en: "How tokens are judged", zh: "词元的评判方式" },
  hidden: { en: "hiding", zh: "遮挡" },
  slope: { en: "gradient", zh: "梯度" },
} satisfies Record<string, Text>;

type Way = "hidden" | "slope";

/** Asked far less often than the answer itself: it costs as many answers as there are tokens. */
const occlusionPauseMs = 1000;
const slopePauseMs = 300;

export interface TokenEffects {
  readonly effects: readonly (TokenEffect | undefined)[] | undefined;
  /** What the shades mean, and the choice. */
  readonly legend: React.ReactNode;
}

export function useTokenEffects(encoded: EncodedText | undefined, outputs: Float32Array | undefined): TokenEffects {
  const say = useSay();
  const dataset = useShownDataset();
  const classCount = dataset?.classNames?.length ?? 0;
  const hasEmbedding = useShownProject().network.nodes.some(({ className }) => className === "Embedding");
  const [wanted, setWay] = useState<Way>("hidden");
  const way = hasEmbedding ? wanted : "hidden";
  const used = encoded ? Math.min(encoded.tokens.length, encoded.row.length) : 0;

  const rows = useMemo(() => (way === "hidden" && encoded && used > 0 ? occludedRows(encoded.row, used) : undefined), [way, encoded, used]);
  const answers = usePrediction(rows, occlusionPauseMs);
  const hiddenOutputs = rows && answers?.inputs === rows ? answers.outputs : undefined;
  const occlusion = useMemo(() => hiddenOutputs && occlusionOf(hiddenOutputs, used, classCount), [hiddenOutputs, used, classCount]);

  const answer = outputs && answerOf(outputs, classCount).best;
  const attribution = useAttribution(way === "slope" && used > 0 ? encoded?.row : undefined, answer);

  const effects = way === "hidden" ? occlusion && hiddenEffects(occlusion, say) : attribution && slopeEffects(attribution, used, say);
  const best = way === "hidden" ? occlusion?.best : attribution?.target;
  const isWorthALine = way === "slope" ? attribution !== undefined : occlusion?.effects.some((effect) => Math.abs(effect) >= 0.01);
  const name = best === undefined ? "" : (dataset?.classNames?.[best] ?? String(best));
  return {
    effects,
    legend: used > 0 && (
      <div className="token-effects small quiet">
        {isWorthALine && (
          <p>
            <Term help={say(way === "hidden" ? words.hiddenHelp : words.slopeHelp)}>{say(words.shaded, { answer: name })}</Term>
          </p>
        )}
        {way === "slope" && attribution && (
          <p className="figure">{say(words.sums, { sum: fixed(slopeSum(attribution), 2), score: fixed(attribution.score, 2) })}</p>
        )}
        {hasEmbedding && (
          <Segmented
            label={say(words.ways)}
            value={way}
            options={(["hidden", "slope"] as const).map((value) => ({ value, label: say(words[value]) }))}
            onChange={setWay}
          />
        )}
      </div>
    ),
  };
}

/** The newest, asked again while the network trains; only for this row. */
function useAttribution(row: Float32Array | undefined, target: number | undefined) {
  const { session } = useBench();
  const weights = useWeightsWatch();
  const ask = useCallback(
    async (signal: AbortSignal) => ({
      row,
      target: target ?? 0,
      ...(await session.attribute({ inputs: (row ?? new Float32Array()).slice(), target: target ?? 0 }, signal)),
    }),
    [session, row, target],
  );
  const attribution = useLatest(row && target !== undefined ? ask : undefined, slopePauseMs, undefined, weights);
  return attribution?.row === row ? attribution : undefined;
}
