/** An open group: a quiet frame round its parts, with its name and the button that closes it. Dragged by its name it takes them along. */
import type { Node, NodeProps } from "@xyflow/react";
import { memo } from "react";
import { useToggleGroup } from "@/features/builder/use-toggle-group";
import { useBench, useDocument } from "@/hooks/bench";
import { groupLine } from "@/features/builder/group-parts";
import { groupTitle } from "@/network/closed-groups";
import { closingBlocker } from "@/store/commands/group-edits";
import { IconButton } from "@/ui/button";
import { useSay } from "@/ui/locale";

export type GroupFrameNode = Node<Record<string, never>, "frame">;

export const GroupFrame = memo(function GroupFrame({ id, width = 0, height = 0 }: NodeProps<GroupFrameNode>) {
  const say = useSay();
  const bench = useBench();
  const network = useDocument((state) => state.project.network);
  const toggle = useToggleGroup();
  const group = network.groups?.find((other) => other.id === id);
  if (!group) return null;
  const title = groupTitle(network, group);
  const blocker = closingBlocker(network, group);
  return (
    <div className="group-frame" style={{ width, height }} role="group" aria-label={say(title)}>
      <div className="group-frame-head" data-layer={id} onClick={() => bench.document.select(group.nodeIds)}>
        <b>{say(title)}</b>
        <span>{say(groupLine(network, group))}</span>
        <IconButton
          small
          icon="chevrons-down-up"
          className="nodrag nopan"
          label={say({ en: "Close {group}", zh: "收起 {group}" }, { group: title })}
          disabledBecause={blocker && say(blocker)}
          onClick={(event) => {
            event.stopPropagation();
            toggle(id, "pointer");
          }}
        />
      </div>
    </div>
  );
});
