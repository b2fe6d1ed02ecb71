import fc from "@/base/testing/fast-check";
import { expect, test } from "vitest";
import { bundleOf, closedGroups, exitOf } from "@/network/closed-groups";
import type { NetworkDocument } from "@/network/document";
import { addAfter, copyNodes, insertOnEdge, pasteNodes, removeNodes, setAllPositions } from "@/network/edit";
import { group, setCollapsed, ungroup } from "@/network/groups";
import { anyNetwork } from "@/network/testing/arbitraries";
import { initialProject } from "@/project/initial-project";
import { parseProjectText } from "@/project/parse-project";

/** One random edit of those that groups take part in. */
const anyEdit = fc.record({ kind: fc.nat(7), picks: fc.array(fc.nat(1000), { minLength: 1, maxLength: 5 }) });
function edited(network: NetworkDocument, { kind, picks }: { kind: number; picks: readonly number[] }): NetworkDocument {
  const { nodes, edges, groups = [] } = network;
  const ids = nodes.length > 0 ? [...new Set(picks.map((pick) => nodes[pick % nodes.length]!.id))] : [];
  const wire = edges[(picks[0] ?? 0) % Math.max(1, edges.length)];
  const some = groups[(picks[0] ?? 0) % Math.max(1, groups.length)];
  switch (kind) {
    case 0:
      return group(network, ids, { isCollapsed: picks.length % 2 === 0 });
    case 1:
      return some ? ungroup(network, [some.id]) : network;
    case 2:
      return removeNodes(network, ids.slice(0, 2), { heal: picks.length % 2 === 0 });
    case 3:
      return wire ? insertOnEdge(network, wire.id, "Dropout", { others: bundleOf(network, wire.id) }).network : network;
    case 4:
      return pasteNodes(network, copyNodes(network, some?.nodeIds ?? ids)).network;
    case 5:
      return some ? setCollapsed(network, some.id, !some.isCollapsed) : network;
    case 6:
      return some ? setAllPositions(network, new Map([[some.id, { x: picks[0]!, y: 0 }]])) : network;
    default:
      return ids[0] === undefined ? network : addAfter(network, ids[0], "Dropout").network;
  }
}

test("any sequence of edits leaves a document that the door lets in", () => {
  const project = initialProject("p");
  fc.assert(
    fc.property(anyNetwork, fc.array(anyEdit, { maxLength: 12 }), (start, edits) => {
      const network = edits.reduce(edited, start);
      const saved = JSON.stringify({ ...project, network });
      expect(parseProjectText(saved)).toEqual(JSON.parse(saved));
      for (const of of closedGroups(network)) expect(of.nodeIds).toContain(exitOf(network, of));
    }),
    { numRuns: 150 },
  );
});
