/** Words as an Embedding places them: the commonest in a plane, and the nearest of a chosen one. Follows the training at a calm rate. */
import { useCallback, useMemo, useRef, useState } from "react";
import type { Text } from "@/base/text";
import type { EmbeddingMap } from "@/engine/protocol";
import { TokenPlane, type TokenPlaneHandle } from "@/features/miniatures/token-plane";
import { useBench, useRun } from "@/hooks/bench";
import { useShownDataset } from "@/hooks/use-dataset";
import { useLatest } from "@/hooks/use-latest";
import { useWeightsWatch } from "@/hooks/use-weights-watch";
import { ChartMenu } from "@/ui/chart-menu";
import { useSay } from "@/ui/locale";
import { Term } from "@/ui/term";
import { TextInput } from "@/ui/text-input";
import { fixed, grouped, noFigure, percent } from "@/viz/figures";
import { saveCsv, saveScene } from "@/viz/save-drawing";
import { steadied } from "@/viz/token-map";

const mostTokens = 300;
const pauseMs = 1000;
/** Tokens that are nearly as common elsewhere have no colour. */
const leastStrength = 0.25;

const noNames: readonly string[] = [];

const words = {
  title: { en: "Tokens in the plane", zh: "词元的平面图" },
  help: {
    en: "The commonest tokens, along the two directions in which their vectors spread most (principal components). Coloured by the class whose texts have them more often.",
    zh: "最常见的词元，按其向量分布最广的两个方向（主成分）展开。颜色表示哪一类文本更常出现它。",
  },
  explained: { en: "{share} of the spread", zh: "占总方差的 {share}" },
  choose: { en: "A token", zh: "词元" },
  nearest: { en: "Nearest to “{name}”", zh: "与“{name}”最近" },
  unknown: { en: "Not in the vocabulary.", zh: "不在词表中。" },
  hint: { en: "Choose a token to see its neighbours.", zh: "选一个词元查看它的近邻。" },
  class: { en: "class", zh: "类别" },
} satisfies Record<string, Text>;

export default function EmbeddingView({ nodeId }: { readonly nodeId: string }) {
  const say = useSay();
  const names = useRun((state) => state.data?.vocabulary?.tokens) ?? noNames;
  const classNames = useShownDataset()?.classNames ?? [];
  const [typed, setTyped] = useState("");
  const numbers = useMemo(() => new Map(names.map((name, id) => [name, id])), [names]);
  const near = numbers.get(typed) ?? numbers.get(typed.toLowerCase());
  const map = useEmbeddingMap(nodeId, near);
  const plane = useRef<TokenPlaneHandle>(null);
  if (!map || names.length === 0) return null;
  const { ids, points, classes, strengths, nearest, explained } = map;
  const shownClasses = Int32Array.from(classes, (k, i) => ((strengths[i] ?? 0) >= leastStrength ? k : -1));
  const at = new Map(Array.from(ids, (id, i) => [id, i]));
  const nameOf = (id: number) => shown(names[id] ?? "?");
  const className = (k: number) => (k < 0 ? noFigure : say(classNames[k] ?? { en: String(k), zh: String(k) }));
  const title = say(words.title);
  return (
    <div className="embedding-view">
      <h3>
        <Term help={say(words.help)}>{title}</Term>
        <span className="quiet push figure">{say(words.explained, { share: percent(explained[0] + explained[1], 0) })}</span>
        <ChartMenu
          name={title}
          drawings={[{ id: "plane", label: title, save: (kind) => saveScene(plane.current?.scene(), kind, "embedding") }]}
          table={() => ({
            head: [say(words.choose), "x", "y", say(words.class)],
            rows: Array.from(ids, (id, i) => [nameOf(id), fixed(points[2 * i]!, 3), fixed(points[2 * i + 1]!, 3), className(shownClasses[i]!)]),
          })}
          saveCsv={() =>
            saveCsv(
              [["token", "x", "y", "class"], ...Array.from(ids, (id, i) => [names[id] ?? "", points[2 * i]!, points[2 * i + 1]!, className(shownClasses[i]!)])],
              "embedding",
            )
          }
        />
      </h3>
      <TokenPlane
        ref={plane}
        label={say({ en: "{count} tokens in the plane", zh: "平面中的 {count} 个词元" }, { count: grouped(ids.length) })}
        map={{
          points,
          names: Array.from(ids, nameOf),
          classes: shownClasses,
          chosen: near === undefined ? undefined : at.get(near),
          near: new Set(nearest.flatMap(({ id }) => at.get(id) ?? [])),
        }}
        onChoose={(i) => setTyped(names[ids[i] ?? -1] ?? "")}
      />
      {classNames.length > 1 && classNames.length <= 6 && (
        <p className="embedding-classes small quiet">
          {classNames.map((name, k) => (
            <span key={k}>
              <i style={{ background: `var(--cat-${k + 1})` }} /> {say(name)}
            </span>
          ))}
        </p>
      )}
      <div className="embedding-near">
        <TextInput label={say(words.choose)} placeholder={say(words.choose)} value={typed} onChange={setTyped} />
        {nearest.length > 0 && near !== undefined ? (
          <ol className="pieces" aria-label={say(words.nearest, { name: nameOf(near) })}>
            {nearest.map(({ id, cosine }) => (
              <li key={id}>
                <button type="button" onClick={() => setTyped(names[id] ?? "")}>
                  {nameOf(id)} <span className="quiet figure">{fixed(cosine, 2)}</span>
                </button>
              </li>
            ))}
          </ol>
        ) : (
          <span className="quiet small">{say(typed !== "" && near === undefined ? words.unknown : words.hint)}</span>
        )}
      </div>
    </div>
  );
}

/** Spaces and line breaks are tokens too. */
const shown = (name: string) => (name === "\n" ? "↵" : name === " " ? "␣" : name);

/** Asked again as the weights change; dots stay on their side. */
function useEmbeddingMap(nodeId: string, near: number | undefined): EmbeddingMap | undefined {
  const { session } = useBench();
  const weights = useWeightsWatch();
  const isReady = useRun((state) => state.model !== undefined || state.plan !== undefined);
  const before = useRef<Float32Array>(undefined);
  const ask = useCallback(
    async (signal: AbortSignal): Promise<EmbeddingMap> => {
      const map = await session.embedding({ nodeId, count: mostTokens, ...(near === undefined ? {} : { near }) }, signal);
      before.current = steadied(map.points, before.current);
      return { ...map, points: before.current };
    },
    [session, nodeId, near],
  );
  return useLatest(isReady ? ask : undefined, pauseMs, undefined, weights);
}
