/** The beginning of a text, and the network writes on: how boldly is set here; each character tells what else might have come. */
import { useEffect, useMemo, useState } from "react";
import type { Text } from "@/base/text";
import { charactersOf, encoderOf } from "@/data/text/corpus-windows";
import { unknownId } from "@/data/text/vocabulary";
import { encodeBeginning } from "@/data/text/whole-texts";
import type { Sampling } from "@/data/text/sampling";
import { TryHead } from "@/features/try-it/try-head";
import { WritingSettings } from "@/features/try-it/writing-settings";
import { WrittenText } from "@/features/try-it/written-text";
import { useBench, useRun } from "@/hooks/bench";
import { useShownDataset } from "@/hooks/use-dataset";
import { useWriting } from "@/hooks/use-writing";
import { Button, IconButton } from "@/ui/button";
import { useSay } from "@/ui/locale";
import { Popover } from "@/ui/popover";
import { ScrollArea } from "@/ui/scroll-area";
import { TextArea } from "@/ui/text-area";

const words = {
  beginning: { en: "Beginning", zh: "开头" },
  placeholder: { en: "Begin a text here", zh: "在此写一个开头" },
  how: { en: "How it chooses", zh: "如何选词" },
  write: { en: "Write on", zh: "接着写" },
  stop: { en: "Stop", zh: "停止" },
  noBeginning: { en: "Type at least one character to begin with.", zh: "请至少输入一个字符作为开头。" },
  noNetwork: { en: "The network is not ready yet.", zh: "网络尚未就绪。" },
  untrained: { en: "Not trained yet: it only guesses.", zh: "尚未训练：它只是在猜。" },
  unknown: { en: "{unknown} of {count} characters are unknown to the network.", zh: "{count} 个字符中有 {unknown} 个是网络不认识的。" },
  speed: { en: "{speed} tokens/s", zh: "每秒 {speed} 个词元" },
} satisfies Record<string, Text>;

/** As many as a page of verse. */
const count = 400;

export function TryWrite() {
  const say = useSay();
  const { view } = useBench();
  const dataset = useShownDataset();
  const writing = dataset?.writing;
  const [beginning, setBeginning] = useState(dataset?.sampleText ?? "");
  /** What the text on screen was written behind, whatever is typed by now. */
  const [begun, setBegun] = useState("");
  const [sampling, setSampling] = useState<Sampling>({ temperature: 0.8, topK: 0, topP: 0.95 });
  const [seed, setSeed] = useState(1);
  const vocabulary = useRun((state) => state.data?.vocabulary);
  const isReady = useRun((state) => state.model !== undefined || state.plan !== undefined);
  const isUntrained = useRun((state) => state.step === 0);
  const writer = useWriting();
  const prompt = useMemo(() => {
    if (!vocabulary) return undefined;
    return writing?.isWhole ? encodeBeginning(vocabulary, beginning) : encoderOf(vocabulary)(charactersOf(beginning));
  }, [vocabulary, beginning, writing]);
  const unknown = prompt?.reduce((sum, id) => sum + (id === unknownId ? 1 : 0), 0) ?? 0;
  const length = dataset?.inputShape[0] ?? 0;
  // What is typed is what the canvas shows inside the layers as well: its end, behind padding where it is short.
  useEffect(() => {
    if (!prompt || prompt.length === 0) return;
    const inputs = new Float32Array(length);
    const seen = prompt.subarray(Math.max(0, prompt.length - length));
    inputs.set(seen);
    view.setState({ example: { inputs, text: beginning } });
  }, [view, prompt, length, beginning]);

  const disabledBecause = !isReady || !prompt ? say(words.noNetwork) : prompt.length === 0 ? say(words.noBeginning) : undefined;
  function write() {
    if (!prompt) return;
    setBegun(beginning);
    writer.start({ prompt, count, sampling, seed });
  }
  const isBlank = writer.tokens.length === 0 && !writer.isWriting;
  return (
    <div className="try">
      <TryHead>
        {writer.tokensPerSecond !== undefined && <span className="quiet small figure">{say(words.speed, { speed: Math.round(writer.tokensPerSecond) })}</span>}
        <Popover label={say(words.how)} side="top" align="end" trigger={<IconButton small icon="sliders-horizontal" label={say(words.how)} />}>
          <WritingSettings sampling={sampling} seed={seed} onSampling={setSampling} onSeed={setSeed} />
        </Popover>
        {writer.isWriting ? (
          <Button small icon="square" onClick={writer.stop}>
            {say(words.stop)}
          </Button>
        ) : (
          <Button small icon="pencil" disabledBecause={disabledBecause} onClick={write}>
            {say(words.write)}
          </Button>
        )}
      </TryHead>
      <ScrollArea className="try-body is-writing" label={say({ en: "Beginning and continuation", zh: "开头与续写" })}>
        <div className="try-input">
          <TextArea rows={2} label={say(words.beginning)} placeholder={say(words.placeholder)} value={beginning} onChange={setBeginning} />
          {unknown > 0 && <p className="quiet small">{say(words.unknown, { unknown, count: charactersOf(beginning).length })}</p>}
          {isUntrained && <p className="quiet small">{say(words.untrained)}</p>}
        </div>
        <WrittenText
          beginning={isBlank ? beginning : begun}
          tokens={writer.tokens}
          names={vocabulary?.tokens ?? []}
          isWriting={writer.isWriting}
          lineEnd={writing?.lineEnd}
        />
      </ScrollArea>
    </div>
  );
}
