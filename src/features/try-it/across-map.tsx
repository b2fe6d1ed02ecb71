/** Where attention looked in the source while each token of the answer was said: a row for each token said, a column for each token read. */
import { useCallback, useState } from "react";
import type { Text } from "@/base/text";
import type { PairText } from "@/data/define-dataset";
import { pairTokens } from "@/data/text/pairs";
import { endId } from "@/data/text/vocabulary";
import type { ExampleChoice, WrittenToken } from "@/engine/protocol";
import { acrossLayers, meanOfHeads } from "@/features/try-it/across";
import { useBench } from "@/hooks/bench";
import { useShownProject } from "@/hooks/use-dataset";
import { useLatest } from "@/hooks/use-latest";
import { useSay } from "@/ui/locale";
import { Select } from "@/ui/select";
import { percent } from "@/viz/figures";

const words = {
  title: { en: "Where it looked", zh: "它看向哪里" },
  help: {
    en: "Row by row the tokens that it said, column by column those of the source. The stronger the colour, the more of its look went there, over all heads.",
    zh: "每行是它说出的一个词元，每列是源文本的一个词元；颜色越深，注意力越多（各头平均）。",
  },
  layer: { en: "Attention layer", zh: "注意力层" },
} satisfies Record<string, Text>;

interface AcrossMapProps {
  /** The source, and behind it what was said so far. */
  readonly example: ExampleChoice;
  readonly pair: PairText;
  readonly source: string;
  readonly said: readonly WrittenToken[];
  /** What each number stands for. */
  readonly names: readonly string[];
}

export function AcrossMap(props: AcrossMapProps) {
  const say = useSay();
  const layers = acrossLayers(useShownProject().network);
  const [asked, setAsked] = useState<string>();
  const layer = layers.find(({ id }) => id === asked) ?? layers.at(-1);
  if (!layer) return null;
  return (
    <figure className="across">
      <figcaption className="row">
        <span className="label">{say(words.title)}</span>
        {layers.length > 1 && (
          <Select label={say(words.layer)} value={layer.id} options={layers.map(({ id, name }) => ({ value: id, label: name }))} onChange={setAsked} />
        )}
      </figcaption>
      <LayerMap key={layer.id} nodeId={layer.id} {...props} />
      <p className="quiet small">{say(words.help)}</p>
    </figure>
  );
}

function LayerMap({ nodeId, example, pair, source, said, names }: AcrossMapProps & { readonly nodeId: string }) {
  const say = useSay();
  const { session } = useBench();
  const ask = useCallback(
    (signal: AbortSignal) => session.probe({ example, nodeIds: [nodeId], gradients: false, data: true }, signal).then((probes) => probes[0]),
    [session, example, nodeId],
  );
  const attention = useLatest(ask)?.attention;
  if (!attention) return null;
  const read = pairTokens(source, pair.tokens.source).slice(0, pair.steps.source);
  const looks = meanOfHeads(attention);
  return (
    <table aria-label={say(words.title)}>
      <thead>
        <tr>
          <td />
          {read.map((token, s) => (
            <th key={s} scope="col">
              {token === " " ? "␣" : token}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {said.slice(0, pair.steps.target).map(({ id }, t) => (
          <tr key={t}>
            <th scope="row">{id === endId ? "⏎" : (names[id] ?? "?")}</th>
            {read.map((token, s) => {
              const share = looks(t, s);
              return (
                <td
                  key={s}
                  title={`${token}: ${percent(share, 0)}`}
                  style={{ background: `color-mix(in oklab, var(--amount) ${Math.round(100 * share)}%, var(--sunken))` }}
                />
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
