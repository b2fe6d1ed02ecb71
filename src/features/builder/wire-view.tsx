/** A wire: its line, its two ends, the shape it carries, and what can be done with it. */
import { EdgeLabelRenderer, type Edge, type EdgeProps } from "@xyflow/react";
import { memo } from "react";
import { lossId, type GraphLink } from "@/features/builder/canvas-graph";
import { useCanvas, useCanvasState } from "@/features/builder/canvas-state";
import { wireName, wireTag, wireWidth } from "@/features/builder/card-words";
import type { Wire } from "@/features/builder/layout/route-wires";
import { useBench, useDocument, useView } from "@/hooks/bench";
import { bundleOf, layersOf } from "@/network/closed-groups";
import { valuesPerExample } from "@/network/shape";
import { disconnectWire, endsInWords } from "@/store/commands/network-edits";
import { issuesOf } from "@/store/derived";
import { classNames } from "@/ui/class-names";
import { Icon } from "@/ui/icons";
import { useSay } from "@/ui/locale";

export type WireEdge = Edge<{ readonly wire: Wire; readonly link: GraphLink }, "wire">;

export const WireView = memo(function WireView({ id, data }: EdgeProps<WireEdge>) {
  const isBroken = useDocument((state) => {
    const broken = issuesOf(state).flatMap(({ edgeId, severity }) => (edgeId !== undefined && severity === "error" ? edgeId : []));
    return broken.length > 0 && bundleOf(state.project.network, id).some((other) => broken.includes(other));
  });
  const isChosen = useView((view) => view.selectedWire === id);
  const isDropTarget = useCanvasState((state) => state.dropWire === id);
  if (!data) return null;
  const { wire, link } = data;
  const width = wireWidth(link.shape ? valuesPerExample(link.shape) : 1);
  return (
    <>
      <path
        className={classNames("wire", isBroken && "is-broken", isChosen && "is-chosen", isDropTarget && "is-drop-target")}
        d={wire.d}
        strokeWidth={isBroken ? 1.75 : width}
      />
      {!isBroken && <path className="wire-flow" d={wire.d} strokeWidth={Math.max(1.4, width - 0.6)} />}
      <path className="wire-area react-flow__edge-interaction" d={wire.d} />
      <EdgeLabelRenderer>
        <WireEnd wire={wire} end="start" />
        <WireEnd wire={wire} end="end" {...(link.isMerge ? { port: link.port + 1 } : {})} />
        <WireLabel id={id} wire={wire} link={link} isBroken={isBroken} isChosen={isChosen} />
      </EdgeLabelRenderer>
    </>
  );
});

/** The dot where a wire meets a card; at a merge it carries the number of the port. */
function WireEnd({ wire, end, port }: { readonly wire: Wire; readonly end: "start" | "end"; readonly port?: number }) {
  const { x, y } = wire[end];
  return (
    <i className={classNames("wire-end", port !== undefined && "is-numbered")} style={{ left: x, top: y }} aria-hidden="true">
      {port}
    </i>
  );
}

function WireLabel({ id, wire, link, isBroken, isChosen }: { id: string; wire: Wire; link: GraphLink; isBroken: boolean; isChosen: boolean }) {
  const say = useSay();
  const bench = useBench();
  const { store } = useCanvas();
  const isHovered = useCanvasState((state) => state.hoveredWire === id);
  const ends = useDocument((state) => endsInWords(state.project.network, link));
  const isNear = useDocument(({ project, selection }) => layersOf(project.network, link.source).every((part) => selection.includes(part)));
  const isLoss = id === lossId;
  const loss = { en: "the loss", zh: "损失" };
  const name = say(wireName(ends.source, isLoss ? loss : ends.target, link.shape, link.isSkip));
  const isUpright = Math.abs(wire.start.x - wire.end.x) < 20 && !wire.isDetour;
  return (
    <div
      className={classNames("wire-label", isUpright && "is-upright", isBroken && "is-broken", (isHovered || isChosen) && "is-open")}
      style={{ left: wire.middle.x, top: wire.middle.y }}
      data-wire={id}
      onPointerEnter={() => store.setState({ hoveredWire: id })}
      onPointerLeave={() => store.setState((state) => (state.hoveredWire === id ? { hoveredWire: undefined } : {}))}
    >
      <span className="wire-hold">
        <span className="wire-tag" title={name}>
          {link.isSkip && <em>{say({ en: "skip", zh: "跳跃" })} </em>}
          {wireTag(link.shape)}
        </span>
        {!isLoss && (
          <span className="wire-tools nodrag nopan">
            <button
              type="button"
              className="wire-tool"
              tabIndex={isNear || isChosen ? 0 : -1}
              aria-label={say({ en: "Insert a layer between {source} and {target}", zh: "在 {source} 和 {target} 之间插入层" }, ends)}
              title={say({ en: "Insert a layer here", zh: "在这里插入层" })}
              onClick={() => bench.view.setState({ adding: { kind: "wire", edgeId: id } })}
            >
              <Icon name="plus" />
            </button>
            {isChosen && (
              <button
                type="button"
                className="wire-tool"
                aria-label={say({ en: "Disconnect {source} from {target}", zh: "断开 {source} 与 {target}" }, ends)}
                title={say({ en: "Disconnect", zh: "断开" })}
                onClick={() => disconnectWire(bench, id)}
              >
                <Icon name="unlink" />
              </button>
            )}
          </span>
        )}
      </span>
    </div>
  );
}
