/** A source of one's own, or one of the test set, and the network answers it token by token; where it looked while it said each is a map below. */
import { useEffect, useMemo, useRef, useState } from "react";
import type { Text } from "@/base/text";
import { createRng, mixSeed } from "@/base/rng";
import { sourceRow } from "@/data/text/pairs";
import { beginId, endId } from "@/data/text/vocabulary";
import { AcrossMap } from "@/features/try-it/across-map";
import { AnswerSettings, initialAnswering, orderOf } from "@/features/try-it/answer-settings";
import { TryHead } from "@/features/try-it/try-head";
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
  source: { en: "Source", zh: "源文本" },
  placeholder: { en: "Write what it is to answer", zh: "写下要它回答的内容" },
  how: { en: "How it chooses", zh: "如何选词" },
  answer: { en: "Answer", zh: "回答" },
  stop: { en: "Stop", zh: "停止" },
  example: { en: "A test example", zh: "一个测试样本" },
  noSource: { en: "Write something that it is to answer.", zh: "请写下要它回答的内容。" },
  noNetwork: { en: "The network is not ready yet.", zh: "网络尚未就绪。" },
  untrained: { en: "Not trained yet: it only guesses.", zh: "尚未训练：它只是在猜。" },
  expected: { en: "Expected: {target}", zh: "应为：{target}" },
} satisfies Record<string, Text>;

export function TryAnswer() {
  const say = useSay();
  const { view, session } = useBench();
  const dataset = useShownDataset();
  const pair = dataset?.pair;
  const [source, setSource] = useState(dataset?.sampleText ?? "");
  const [expected, setExpected] = useState<string>();
  const [answering, setAnswering] = useState(initialAnswering);
  const vocabulary = useRun((state) => state.data?.vocabulary);
  const testCount = useRun((state) => state.data?.counts.test ?? 0);
  const isReady = useRun((state) => state.model !== undefined || state.plan !== undefined);
  const isUntrained = useRun((state) => state.step === 0);
  const writing = useWriting();
  const row = useMemo(() => (pair && vocabulary ? sourceRow(source, pair, vocabulary) : undefined), [pair, vocabulary, source]);
  const said = writing.tokens.filter(({ id }) => id !== endId);
  const { tokens, isWriting } = writing;
  /** What the network has read when it has said all: the canvas and the map show it. */
  const example = useMemo(() => {
    if (!row || !pair) return undefined;
    const { source: first, target } = pair.steps;
    const read = [beginId, ...tokens.map(({ id }) => id)].slice(0, target);
    return { inputs: Float32Array.from(row, (token, i) => read[i - first] ?? token), text: source };
  }, [row, pair, tokens, source]);
  useEffect(() => {
    if (example && !isWriting) view.setState({ example });
  }, [view, example, isWriting]);

  const drawn = useRef(0);
  const takeExample = async () => {
    const index = Math.floor(createRng(mixSeed(1, drawn.current++)).next() * testCount);
    const { texts, targetTexts } = await session.examples({ split: "test", indices: [index] });
    if (texts?.[0] === undefined) return;
    setSource(texts[0]);
    setExpected(targetTexts?.[0]);
    writing.clear();
  };
  const disabledBecause = !isReady || !row ? say(words.noNetwork) : source.trim() === "" ? say(words.noSource) : undefined;
  return (
    <div className="try">
      <TryHead>
        <Popover label={say(words.how)} side="top" align="end" trigger={<IconButton small icon="sliders-horizontal" label={say(words.how)} />}>
          <AnswerSettings answering={answering} onChange={setAnswering} />
        </Popover>
        {testCount > 0 && <IconButton small icon="dices" label={say(words.example)} onClick={() => void takeExample().catch(() => undefined)} />}
        {isWriting ? (
          <Button small icon="square" onClick={writing.stop}>
            {say(words.stop)}
          </Button>
        ) : (
          <Button small icon="pencil" disabledBecause={disabledBecause} onClick={() => row && writing.start({ ...orderOf(answering), source: row })}>
            {say(words.answer)}
          </Button>
        )}
      </TryHead>
      <ScrollArea className="try-body is-writing" label={say({ en: "Source and answer", zh: "源文本与回答" })}>
        <div className="try-input">
          <TextArea
            rows={2}
            maxLength={500}
            label={say(words.source)}
            placeholder={say(words.placeholder)}
            value={source}
            onChange={(text) => {
              setSource(text);
              setExpected(undefined);
              writing.clear();
            }}
          />
          {isUntrained && <p className="quiet small">{say(words.untrained)}</p>}
        </div>
        <WrittenText beginning="" tokens={said} names={vocabulary?.tokens ?? []} isWriting={isWriting} joint={pair?.tokens.target === "space" ? " " : ""} />
        {expected !== undefined && <p className="quiet small">{say(words.expected, { target: expected })}</p>}
        {!isWriting && said.length > 0 && example && pair && (
          <AcrossMap example={example} pair={pair} source={source} said={tokens} names={vocabulary?.tokens ?? []} />
        )}
      </ScrollArea>
    </div>
  );
}
