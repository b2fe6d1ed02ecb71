/** A sentence of one's own, or a test example: its tokens as the network gets them, and what it answers. */
import { useEffect, useMemo, useState } from "react";
import type { Text } from "@/base/text";
import type { EncodedText } from "@/data/text/text-encoder";
import { occludedRows, occlusionOf, type Occlusion } from "@/features/try-it/occlusion";
import { TestPicker } from "@/features/try-it/test-picker";
import { useTryMode } from "@/features/try-it/try-digit";
import { TryHead } from "@/features/try-it/try-head";
import { Verdict } from "@/features/try-it/verdict";
import { useBench } from "@/hooks/bench";
import { TokenList } from "@/hooks/token-list";
import { useShownDataset, useShownProject } from "@/hooks/use-dataset";
import { usePrediction } from "@/hooks/use-prediction";
import { useShownExample } from "@/hooks/use-shown-example";
import { useTextEncoder } from "@/hooks/use-text-encoder";
import { useSay } from "@/ui/locale";
import { ScrollArea } from "@/ui/scroll-area";
import { Term } from "@/ui/term";
import { TextArea } from "@/ui/text-area";

/** The tokens below tell the rest. */
const longestQuote = 300;

const words = {
  shaded: { en: "Shaded: for (blue) or against (orange) “{answer}”", zh: "着色：支持（蓝）或反对（橙）“{answer}”" },
  shadedHelp: {
    en: "Each token is hidden in turn, and the text asked about again. Blue: without it the network is less sure. Orange: it is surer. (Occlusion)",
    zh: "依次把每个词元遮住再问一遍。蓝色：没有它，网络的把握变小；橙色：没有它，把握变大。（遮挡法）",
  },
} satisfies Record<string, Text>;

/** Asked far less often than the answer itself: it costs as many answers as there are tokens. */
const occlusionPauseMs = 1000;

function useOcclusion(encoded: EncodedText | undefined, classCount: number): Occlusion | undefined {
  const used = encoded ? Math.min(encoded.tokens.length, encoded.row.length) : 0;
  const rows = useMemo(() => (encoded && used > 0 ? occludedRows(encoded.row, used) : undefined), [encoded, used]);
  const answers = usePrediction(rows, occlusionPauseMs);
  const outputs = rows && answers?.inputs === rows ? answers.outputs : undefined;
  return useMemo(() => outputs && occlusionOf(outputs, used, classCount), [outputs, used, classCount]);
}

export function TryText() {
  const say = useSay();
  const { view } = useBench();
  const dataset = useShownDataset();
  const encoder = useTextEncoder(useShownProject().data);
  const [typed, setTyped] = useState(dataset?.sampleText ?? "");
  const mode = useTryMode(true);
  const own = useMemo(() => encoder?.encode(typed), [encoder, typed]);
  // What is typed is what the canvas shows inside the layers as well.
  useEffect(() => {
    if (mode === "draw" && own) view.setState({ example: { inputs: own.row, text: typed } });
  }, [view, mode, own, typed]);

  const example = useShownExample();
  const picked = useMemo(() => (example.text === undefined ? undefined : encoder?.encode(example.text)), [encoder, example.text]);
  const inputs = mode === "draw" ? own?.row : example.inputs;
  const encoded = mode === "draw" ? own : picked;
  const prediction = usePrediction(inputs);
  const occlusion = useOcclusion(encoded, dataset?.classNames?.length ?? 0);
  return (
    <div className="try">
      <TryHead
        mode={mode}
        own={{ en: "Type", zh: "输入" }}
        onMode={(next) => view.setState({ example: next === "test" || !own ? { split: "test", index: 0 } : { inputs: own.row, text: typed } })}
      />
      <ScrollArea className="try-body is-text" label={say({ en: "Question and answer", zh: "输入与回答" })}>
        <div className="try-input">
          {mode === "draw" ? (
            <TextArea
              label={say({ en: "Your text", zh: "你的文本" })}
              placeholder={say({ en: "Type a text here", zh: "在此输入文本" })}
              value={typed}
              onChange={setTyped}
            />
          ) : (
            <TestPicker example={example}>
              <p className="try-quote" dir="auto">
                {example.text !== undefined && example.text.length > longestQuote ? `${example.text.slice(0, longestQuote)}…` : example.text}
              </p>
            </TestPicker>
          )}
          {encoded && <TokenList encoded={encoded} effects={occlusion?.effects} />}
          {occlusion?.effects.some((effect) => Math.abs(effect) >= 0.01) && (
            <p className="small quiet">
              <Term help={say(words.shadedHelp)}>{say(words.shaded, { answer: dataset?.classNames?.[occlusion.best] ?? String(occlusion.best) })}</Term>
            </p>
          )}
        </div>
        <Verdict
          outputs={inputs ? prediction?.outputs : undefined}
          truth={mode === "test" && prediction?.inputs === inputs ? example.target?.[0] : undefined}
        />
      </ScrollArea>
    </div>
  );
}
