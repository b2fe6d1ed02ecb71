/** A closed group on the canvas: its name with the button that opens it, what its parts learn now, and what they cost together. */
import type { Node, NodeProps } from "@xyflow/react";
import { memo, useMemo } from "react";
import { useCanvas } from "@/features/builder/canvas-state";
import { CardPorts } from "@/features/builder/card-ports";
import { bytesInWords, compact, groupName, wireTag } from "@/features/builder/card-words";
import type { CardShape } from "@/features/builder/layout/card-size";
import { shownPart } from "@/features/builder/layout/group-size";
import { slimHeight } from "@/features/builder/layout/route-wires";
import { useCardFocus } from "@/features/builder/use-card-focus";
import { useToggleGroup } from "@/features/builder/use-toggle-group";
import { useDocument, useRun } from "@/hooks/bench";
import { blocks } from "@/network/block-kinds";
import { partsOf } from "@/features/builder/group-parts";
import { closedGroups, exitOf, groupTitle } from "@/network/closed-groups";
import type { LayerGroup } from "@/network/document";
import { costTogether } from "@/network/summary";
import { issuesOf, shapesOf } from "@/store/derived";
import { classNames } from "@/ui/class-names";
import { Icon } from "@/ui/icons";
import { useSay } from "@/ui/locale";

export type GroupCardNode = Node<{ readonly shape: CardShape }, "closed">;

export const GroupCard = memo(function GroupCard({ id, data: { shape }, selected }: NodeProps<GroupCardNode>) {
  const group = useDocument((state) => closedGroups(state.project.network).find((other) => other.id === id));
  return group ? <Card group={group} shape={shape} isSelected={selected} /> : null;
});

function Card({ group, shape, isSelected }: { readonly group: LayerGroup; readonly shape: CardShape; readonly isSelected: boolean }) {
  const say = useSay();
  const { renderGroup } = useCanvas();
  const network = useDocument((state) => state.project.network);
  const output = useDocument((state) => shapesOf(state).nodes.get(exitOf(state.project.network, group))?.output);
  const cost = useMemo(() => costTogether(network, group.nodeIds), [network, group]);
  const parts = useMemo(() => partsOf(network, group), [network, group]);
  const faults = useDocument((state) => faultsWithin(state, group));
  const isDraft = useRun(
    ({ run, pinned }) =>
      run.status !== "idle" && pinned !== undefined && group.nodeIds.some((part) => !pinned.project.network.nodes.some((other) => other.id === part)),
  );
  // One of its layers may be chosen alone, from a list or in the code.
  const isChosen = useDocument((state) => group.nodeIds.some((part) => state.selection.includes(part)));
  const focus = useCardFocus(group.id);
  const toggle = useToggleGroup();
  const title = groupTitle(network, group);
  const { slot } = shape;
  return (
    <article
      {...focus}
      className={classNames(
        "layer-card is-group",
        shape.height <= slimHeight && "is-short",
        isChosen && "is-selected",
        faults > 0 && "is-broken",
        isDraft && "is-draft",
      )}
      style={{ width: shape.width, height: shape.height }}
      data-layer={group.id}
      aria-label={say(groupName(title, shape.brief.line, output, cost, faults, isSelected))}
      aria-roledescription={say({ en: "closed group", zh: "收起的编组" })}
    >
      <header>
        <Icon name={group.kind ? blocks[group.kind].icon : "boxes"} />
        <b>{say(title)}</b>
        <button
          type="button"
          className="group-toggle nodrag nopan"
          tabIndex={-1}
          aria-label={say({ en: "Open {group}", zh: "展开 {group}" }, { group: title })}
          title={say({ en: "Open (Enter)", zh: "展开（Enter）" })}
          onClick={(event) => {
            // A click on the card chooses it.
            event.stopPropagation();
            toggle(group.id, "pointer");
          }}
        >
          <Icon name="chevrons-up-down" />
        </button>
      </header>
      <p className="layer-card-line">{isDraft ? say({ en: "not in this run yet", zh: "还不在本次训练中" }) : shape.brief.line && say(shape.brief.line)}</p>
      {slot && renderGroup && (
        <div className="layer-card-slot" style={slot}>
          {renderGroup(parts, shownPart(parts), slot)}
        </div>
      )}
      <footer
        title={cost && say({ en: "{memory} of activations per example", zh: "每个样本的激活占 {memory}" }, { memory: bytesInWords(cost.activationBytes) })}
      >
        <span>{cost ? say({ en: "{count} {count|param|params}", zh: "{count} 参数" }, { count: compact(cost.params) }) : "–"}</span>
        <span>{cost ? say({ en: "{count} {count|MAC|MACs}", zh: "{count} 乘加" }, { count: compact(cost.macs) }) : "–"}</span>
      </footer>
      <span className="layer-card-shape" aria-hidden="true">
        {wireTag(output)}
      </span>
      <CardPorts hasInput />
    </article>
  );
}

/** Errors of its parts and of the wires among them. */
function faultsWithin(state: Parameters<typeof issuesOf>[0], { nodeIds }: LayerGroup): number {
  const { edges } = state.project.network;
  const isInside = (id: string | undefined) => id !== undefined && nodeIds.includes(id);
  return issuesOf(state).filter(({ severity, nodeId, edgeId }) => {
    const edge = edges.find(({ id }) => id === edgeId);
    return severity === "error" && (isInside(nodeId) || (isInside(edge?.source) && isInside(edge?.target)));
  }).length;
}
