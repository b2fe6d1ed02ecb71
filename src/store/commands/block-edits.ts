/** Blocks of several layers as one step of undo. */
import { message } from "@/base/text";
import { blocks, type BlockName } from "@/network/block-kinds";
import { addBlock, featuresAt, type BlockPlace } from "@/network/blocks";
import { bundleOf, exitsOf } from "@/network/closed-groups";
import { reaches } from "@/network/edit";
import type { Bench } from "@/store/bench";
import { applyNetwork, endOf, networkOf } from "@/store/commands/network-edits";
import type { AddPlace } from "@/store/view-store";

/** Undefined where no sequence goes in. Of two chosen layers the first goes in, and the second is looked at. */
export function blockPlaceOf(bench: Bench, place: AddPlace): BlockPlace | undefined {
  const network = networkOf(bench);
  const wire = place.kind === "wire" ? network.edges.find(({ id }) => id === place.edgeId) : undefined;
  const [first, second] = place.kind === "after" ? exitsOf(network, bench.document.getState().selection) : [];
  const named = place.kind === "after" || place.kind === "branch" ? place.nodeId : undefined;
  const source = wire?.source ?? (second === undefined ? named : first) ?? endOf(network);
  if (source === undefined || featuresAt(network, source) === undefined) return undefined;
  const memory = second !== undefined && featuresAt(network, second) !== undefined ? second : undefined;
  // What leads to the layer that is looked at stays in front of the block: signals flow one way.
  const leaving = network.edges.filter((edge) => edge.source === source && (memory === undefined || !reaches(network, edge.target, memory)));
  return {
    source,
    moved: wire ? bundleOf(network, wire.id) : place.kind === "branch" || place.kind === "point" ? [] : leaving.map(({ id }) => id),
    memory,
  };
}

/** The ids of its layers, none where it does not fit. */
export function addBlockAt(bench: Bench, name: BlockName, place: AddPlace): readonly string[] {
  const where = blockPlaceOf(bench, place);
  if (!where) return [];
  const { network, ids } = addBlock(networkOf(bench), name, where);
  applyNetwork(bench, message({ en: "Add {block}", zh: "添加{block}" }, { block: blocks[name].title }), network, { selection: ids });
  bench.view.setState({ selectedWire: undefined, adding: undefined });
  return ids;
}
