/** Groups as steps of undo: putting layers together, taking a group apart, opening, closing and naming it. */
import { message, type Message } from "@/base/text";
import { closedGroups, groupTitle } from "@/network/closed-groups";
import type { LayerGroup, NetworkDocument } from "@/network/document";
import { group, groupOf, layerBetween, nameGroup, setCollapsed, ungroup } from "@/network/groups";
import { layerOf } from "@/network/layers";
import type { Bench } from "@/store/bench";
import { applyNetwork, layersInWords, networkOf } from "@/store/commands/network-edits";

/** Every group that a chosen layer is in. */
export function chosenGroups({ document }: Bench): readonly LayerGroup[] {
  const { project, selection } = document.getState();
  return project.network.groups?.filter(({ nodeIds }) => nodeIds.some((id) => selection.includes(id))) ?? [];
}

/** Why the chosen layers cannot become one card. */
export function groupingBlocker({ document }: Bench): Message | undefined {
  const { project, selection } = document.getState();
  const { network } = project;
  if (selection.length < 2) return message({ en: "Choose two layers or more first.", zh: "请先选择两个或更多的层。" });
  const taken = selection.map((id) => groupOf(network, id)).find((found) => found !== undefined);
  if (taken)
    return message(
      { en: "There are layers of {group} among them already. Take that group apart first.", zh: "其中已有属于“{group}”的层。请先解散该组。" },
      { group: groupTitle(network, taken) },
    );
  const between = layerBetween(network, selection);
  return between && message({ en: "{layer} stands between them: choose it too.", zh: "{layer} 位于它们之间：请一并选中。" }, titleOf(between));
}
const titleOf = ({ className }: { readonly className: Parameters<typeof layerOf>[0] }) => ({ layer: layerOf(className).title });

export function groupLayers(bench: Bench): void {
  if (groupingBlocker(bench)) return;
  const network = networkOf(bench);
  const { selection } = bench.document.getState();
  const nodes = network.nodes.filter(({ id }) => selection.includes(id));
  const label = message({ en: "Group {layers}", zh: "将 {layers} 编组" }, { layers: layersInWords(network, nodes) });
  applyNetwork(bench, label, group(network, selection, { isCollapsed: true }));
}

export function ungroupLayers(bench: Bench, groups: readonly LayerGroup[]): void {
  const network = networkOf(bench);
  const label = message({ en: "Take apart {group}", zh: "解散 {group}" }, { group: groupsInWords(network, groups) });
  applyNetwork(
    bench,
    label,
    ungroup(
      network,
      groups.map(({ id }) => id),
    ),
  );
}

export function groupsInWords(network: NetworkDocument, groups: readonly LayerGroup[]) {
  const [only, ...more] = groups;
  return only && more.length === 0 ? groupTitle(network, only) : { en: `${groups.length} groups`, zh: `${groups.length} 个编组` };
}

export const isClosed = (network: NetworkDocument, { id }: LayerGroup) => closedGroups(network).some((closed) => closed.id === id);

/** Why a group cannot be drawn as one card. */
export function closingBlocker(network: NetworkDocument, of: LayerGroup): Message | undefined {
  const between = layerBetween(network, of.nodeIds);
  return (
    between &&
    message(
      {
        en: "{group} cannot close: {layer} stands between its parts, and it would lead to itself.",
        zh: "{group} 无法收起：{layer} 位于其各部分之间，收起后会指向自己。",
      },
      { group: groupTitle(network, of), ...titleOf(between) },
    )
  );
}

/** Opens what is closed; where all is open, closes it. Those that cannot close stay as they are. */
export function toggleGroups(bench: Bench, groups: readonly LayerGroup[]): void {
  const network = networkOf(bench);
  const closed = groups.filter((of) => isClosed(network, of));
  const opens = closed.length > 0;
  const turned = opens ? closed : groups.filter((of) => !closingBlocker(network, of));
  if (turned.length === 0) return;
  const words = { group: groupsInWords(network, turned) };
  const label = opens ? message({ en: "Open {group}", zh: "展开 {group}" }, words) : message({ en: "Close {group}", zh: "收起 {group}" }, words);
  applyNetwork(
    bench,
    label,
    turned.reduce((current, { id }) => setCollapsed(current, id, !opens), network),
    // A card stands for all of its parts: so that what comes next is meant for all of them.
    opens ? {} : { selection: turned.flatMap(({ nodeIds }) => nodeIds) },
  );
}

export function renameGroup(bench: Bench, of: LayerGroup, name: string): void {
  const network = networkOf(bench);
  const label = message({ en: "Rename {group}", zh: "重命名 {group}" }, { group: groupTitle(network, of) });
  applyNetwork(bench, label, nameGroup(network, of.id, name));
}
