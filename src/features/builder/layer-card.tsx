/** A layer on the canvas: header, settings in a line, what it does now, what it costs. A pill when there is nothing to show. */
import type { Node, NodeProps } from "@xyflow/react";
import { memo } from "react";
import { useCanvas } from "@/features/builder/canvas-state";
import { CardPorts } from "@/features/builder/card-ports";
import { bytesInWords, cardName, compact, wireTag } from "@/features/builder/card-words";
import { slimHeight } from "@/features/builder/layout/route-wires";
import type { CardShape } from "@/features/builder/layout/card-size";
import { useCardFocus } from "@/features/builder/use-card-focus";
import { useDocument, useRun } from "@/hooks/bench";
import { drawnId } from "@/network/closed-groups";
import { layerOf } from "@/network/layers";
import { issuesOf, shapesOf, summaryOf } from "@/store/derived";
import { classNames } from "@/ui/class-names";
import { Icon } from "@/ui/icons";
import { useSay } from "@/ui/locale";

export type LayerCardNode = Node<{ readonly shape: CardShape }, "layer">;

export const LayerCard = memo(function LayerCard({ id, data: { shape }, selected }: NodeProps<LayerCardNode>) {
  const say = useSay();
  const { renderMiniature } = useCanvas();
  // At once, so that the focus of what is no longer drawn goes on: the canvas itself comes to it later.
  const node = useDocument(({ project: { network } }) => (drawnId(network, id) === id ? network.nodes.find((other) => other.id === id) : undefined));
  const output = useDocument((state) => shapesOf(state).nodes.get(id)?.output);
  const cost = useDocument((state) => summaryOf(state).layers.get(id));
  const faults = useDocument((state) => issuesOf(state).filter((issue) => issue.nodeId === id && issue.severity === "error").length);
  const isDraft = useRun(({ run, pinned }) => run.status !== "idle" && pinned !== undefined && !pinned.project.network.nodes.some((other) => other.id === id));
  const focus = useCardFocus(id);
  if (!node) return null;
  const layer = layerOf(node.className);
  const { aside, line } = shape.brief;
  return (
    <article
      {...focus}
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
      aria-label={say(cardName(node, output, cost, faults, selected))}
      aria-roledescription={say({ en: "layer", zh: "层" })}
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
      <CardPorts hasInput={layer.input.arity !== 0} />
    </article>
  );
});
