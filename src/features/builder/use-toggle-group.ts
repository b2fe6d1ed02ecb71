/** Opens or closes a group from the canvas: the focus goes on to its first part, or to its card. */
import { useCallback } from "react";
import { useCanvas } from "@/features/builder/canvas-state";
import { useBench } from "@/hooks/bench";
import { drawnId, inOrder, layersOf } from "@/network/closed-groups";
import { toggleGroups } from "@/store/commands/group-edits";
import { networkOf } from "@/store/commands/network-edits";

/** By key the choice goes with the focus; by mouse or touch nothing is chosen, so that the settings do not come up over what opens. */
export function useToggleGroup(): (groupId: string, by: "key" | "pointer") => void {
  const bench = useBench();
  const { store } = useCanvas();
  return useCallback(
    (groupId, by) => {
      const group = networkOf(bench).groups?.find(({ id }) => id === groupId);
      if (!group) return;
      toggleGroups(bench, [group]);
      const network = networkOf(bench);
      const [first = ""] = inOrder(network, group);
      const next = drawnId(network, first);
      bench.document.select(by === "key" ? layersOf(network, next) : []);
      store.setState({ wantsFocus: next });
    },
    [bench, store],
  );
}
