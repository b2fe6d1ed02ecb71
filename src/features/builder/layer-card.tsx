/** A layer on the canvas: header, settings in a line, what it does now, what it costs. A pill when there is nothing to show. */
import { Handle, Position, type Node, type NodeProps } from "@xyflow/react";
import { memo, useEffect, useRef } from "react";
import { useCanvas, useCanvasState } from "@/features/builder/canvas-state";
import { bytesInWords, cardName, compact, wireTag } from "@/features/builder/card-words";
import { slimHeight } from "@/features/builder/layout/route-wires";
import type { CardShape } from "@/features/builder/layout/card-size";
import { useDocument, useRun } from "@/hooks/bench";
import { layerOf } from "@/network/layers";
import { issuesOf, shapesOf, summaryOf } from "@/store/derived";
import { classNames } from "@/ui/class-names";
import { Icon } from "@/ui/icons";
import { useSay } from "@/ui/locale";

export type LayerCardNode = Node<{ readonly shape: CardShape }, "layer">;

export const LayerCard = memo(function LayerCard({ id, data: { shape }, selected }: NodeProps<LayerCardNode>) {
  const say = useSay();
  const { store, renderMiniature } = useCanvas();
  const node = useDocument((state) => state.project.network.nodes.find((other) => other.id === id));
  const output = useDocument((state) => shapesOf(state).nodes.get(id)?.output);
  const cost = useDocument((state) => summaryOf(state).layers.get(id));
  const faults = useDocument((state) => issuesOf(state).filter((issue) => issue.nodeId === id && issue.severity === "error").length);
  const isDraft = useRun(({ run, pinned }) => run.status !== "idle" && pinned !== undefined && !pinned.project.network.nodes.some((other) => other.id === id));
  const isTabStop = useCanvasState((state) => state.tabStop === id);
  const wantsFocus = useCanvasState((state) => state.wantsFocus === id);
  const article = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!wantsFocus) return;
    article.current?.focus({ preventScroll: true });
    store.setState({ wantsFocus: undefined });
  }, [wantsFocus, store]);
  if (!node) return null;
  const layer = layerOf(node.className);
  const { aside, line } = shape.brief;
  return (
    <article
      ref={article}
      className={classNames(
        "layer-card",
        shape.isPill && "is-pill",
        shape.height <= slimHeight && "is-short",
        selected && "is-selected",
        faults > 0 && "is-broken",
        isDraft && "is-draft",
      )}
      style={{ width: shape.width, height: shape.height }}
      data-layer={id}
      tabIndex={isTabStop ? 0 : -1}
      aria-label={say(cardName(node, output, cost, faults, selected))}
      aria-roledescription={say({ en: "layer", zh: "层" })}
      onFocus={() => store.setState({ tabStop: id })}
    >
      <header>
        <Icon name={layer.icon ?? "circle"} />
        <b>{say(layer.title)}</b>
        {aside && <span className="layer-card-aside">{say(aside)}</span>}
      </header>
      {(line ?? isDraft) && !shape.isPill && (
        <p className="layer-card-line">{isDraft ? say({ en: "not in this run yet", zh: "还不在本次训练中" }) : line && say(line)}</p>
      )}
      {shape.slot && renderMiniature && (
        <div className="layer-card-slot" style={shape.slot}>
          {renderMiniature(node, shape.slot)}
        </div>
      )}
      {shape.hasFooter && (
        <footer
          title={cost && say({ en: "{memory} of activations per example", zh: "每个样本的激活占 {memory}" }, { memory: bytesInWords(cost.activationBytes) })}
        >
          <span>{cost ? say({ en: "{count} {count|param|params}", zh: "{count} 参数" }, { count: compact(cost.params) }) : "–"}</span>
          <span>{cost ? say({ en: "{count} {count|MAC|MACs}", zh: "{count} 乘加" }, { count: compact(cost.macs) }) : "–"}</span>
        </footer>
      )}
      <span className="layer-card-shape" aria-hidden="true">
        {wireTag(output)}
      </span>
      <Ports hasInput={layer.input.arity !== 0} />
    </article>
  );
});

/** Where wires can be pulled from and dropped: 24 px round each port, 44 under a finger. The ends that are in use are drawn with their wires. */
function Ports({ hasInput }: { readonly hasInput: boolean }) {
  return (
    <>
      {hasInput && <Handle className="port-area" type="target" position={Position.Left} id="left" />}
      {hasInput && <Handle className="port-area" type="target" position={Position.Top} id="top" />}
      <Handle className="port-area" type="source" position={Position.Right} id="right" />
      <Handle className="port-area" type="source" position={Position.Bottom} id="bottom" />
    </>
  );
}
