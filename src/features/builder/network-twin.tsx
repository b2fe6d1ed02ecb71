/** The network in words, for those who cannot see it: each layer in computing order, what comes in, what goes out, what is wrong. */
import { useEffect, useState } from "react";
import { cardName } from "@/features/builder/card-words";
import { useBench, useDocument, useView } from "@/hooks/bench";
import { groupTitle } from "@/network/closed-groups";
import { groupOf } from "@/network/groups";
import { inferShapes, inputEdges } from "@/network/infer-shapes";
import { endsInWords } from "@/store/commands/network-edits";
import { issuesOf, summaryOf } from "@/store/derived";
import { useSay } from "@/ui/locale";

export function NetworkTwin() {
  const say = useSay();
  const network = useDocument((state) => state.project.network);
  const issues = useDocument(issuesOf);
  const summary = useDocument(summaryOf);
  const { order, cyclic, nodes } = inferShapes(network);
  return (
    <div className="visually-hidden">
      <ol aria-label={say({ en: "The layers in order", zh: "各层按顺序" })}>
        {[...order, ...cyclic].map((id) => {
          const node = network.nodes.find((other) => other.id === id);
          if (!node) return null;
          const sources = inputEdges(network, id).flatMap((edge) => network.nodes.find((other) => other.id === edge.source)?.name ?? []);
          const faults = issues.filter((issue) => issue.nodeId === id).map((issue) => say(issue.message));
          const group = groupOf(network, id);
          const part = group ? say({ en: "; part of {group}", zh: "；属于{group}" }, { group: groupTitle(network, group) }) : "";
          const from = sources.length > 0 ? say({ en: "; from {sources}", zh: "；来自 {sources}" }, { sources: sources.join(", ") }) : "";
          return (
            <li key={id}>
              {say(cardName(node, nodes.get(id)?.output, summary.layers.get(id), 0, false))}
              {from}
              {part}
              {faults.length > 0 && ` ${faults.join(" ")}`}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

/** Says what an edit did, and where a wire that is drawn by key would go. */
export function CanvasNews() {
  const say = useSay();
  const bench = useBench();
  const connecting = useView((view) => view.connectingFrom);
  const isGathering = useView((view) => view.isGathering === true);
  const count = useDocument((state) => state.selection.length);
  const from = useDocument(({ project }) => (connecting === undefined ? undefined : endsInWords(project.network, { source: connecting, target: "" }).source));
  const [news, setNews] = useState("");
  useEffect(
    () =>
      bench.document.subscribe((state, before) => {
        if (state.undoStack === before.undoStack) return;
        const done = state.undoStack.at(-1);
        const undone = before.undoStack.at(-1);
        if (state.redoStack.length > before.redoStack.length && undone)
          setNews(say({ en: "Undone: {change}", zh: "已撤销：{change}" }, { change: say(undone.label) }));
        else if (done) setNews(say(done.label));
      }),
    [bench, say],
  );
  const gathering = say(
    { en: "{count} chosen. Click each, or drag round them; by keys arrows and Space.", zh: "已选 {count} 层。逐个点击，或拖动框选；键盘用方向键和空格。" },
    { count },
  );
  const words = from
    ? say(
        { en: "Connecting {layer}: click where to, or arrows and Enter. Escape stops.", zh: "正在连接 {layer}：点击目标，或用方向键和 Enter。Esc 取消。" },
        { layer: from },
      )
    : isGathering
      ? gathering
      : news;
  return (
    <>
      <div className="visually-hidden" role="status" aria-live="polite">
        {words}
      </div>
      {(from ?? isGathering) && (
        <p className="canvas-hint">
          {words}
          {isGathering && (
            <button type="button" onClick={() => bench.view.setState({ isGathering: undefined })}>
              {say({ en: "Done", zh: "完成" })}
            </button>
          )}
        </p>
      )}
    </>
  );
}
