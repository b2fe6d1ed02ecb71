/** A sentence of one's own, or a test example: its tokens as the network gets them, and what it answers. */
import { useEffect, useMemo, useState } from "react";
import { TestPicker } from "@/features/try-it/test-picker";
import { useTryMode } from "@/features/try-it/try-digit";
import { useTokenEffects } from "@/features/try-it/use-token-effects";
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
import { TextArea } from "@/ui/text-area";

/** The tokens below tell the rest. */
const longestQuote = 300;

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
  const { effects, legend } = useTokenEffects(encoded, prediction && prediction.inputs === inputs ? prediction.outputs : undefined);
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
          {encoded && <TokenList encoded={encoded} effects={effects} />}
          {legend}
        </div>
        <Verdict
          outputs={inputs ? prediction?.outputs : undefined}
          truth={mode === "test" && prediction?.inputs === inputs ? example.target?.[0] : undefined}
        />
      </ScrollArea>
    </div>
  );
}
