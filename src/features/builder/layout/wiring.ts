/** What layout asks of a graph: who comes before whom, which parts hang together, which wires go back or skip. */

export interface Link {
  readonly id: string;
  readonly source: string;
  readonly target: string;
}

export interface Wiring {
  readonly ids: readonly string[];
  /** Every wire but those that would close a cycle. */
  readonly links: readonly Link[];
  /** Sources before targets; ties keep the order of the document. */
  readonly order: readonly string[];
  readonly sourcesOf: ReadonlyMap<string, readonly string[]>;
  readonly targetsOf: ReadonlyMap<string, readonly string[]>;
}

export function wiringOf(ids: readonly string[], links: readonly Link[]): Wiring {
  const forward = withoutCycles(ids, links);
  const sourcesOf = new Map<string, string[]>(ids.map((id) => [id, []]));
  const targetsOf = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const { source, target } of forward) {
    sourcesOf.get(target)?.push(source);
    targetsOf.get(source)?.push(target);
  }
  const waiting = new Map(ids.map((id) => [id, sourcesOf.get(id)?.length ?? 0]));
  const order: string[] = [];
  const ready = ids.filter((id) => waiting.get(id) === 0);
  for (let id = ready.shift(); id !== undefined; id = ready.shift()) {
    order.push(id);
    // Depth first, so that a branch stays together.
    for (const target of (targetsOf.get(id) ?? []).toReversed()) {
      const left = (waiting.get(target) ?? 0) - 1;
      waiting.set(target, left);
      if (left === 0) ready.unshift(target);
    }
  }
  return { ids, links: forward, order, sourcesOf, targetsOf };
}

/** Drops the wires that lead back to a node on the way: an illegal graph is still drawn. */
function withoutCycles(ids: readonly string[], links: readonly Link[]): readonly Link[] {
  const known = new Set(ids);
  const outgoing = new Map<string, Link[]>();
  for (const link of links) {
    if (!known.has(link.source) || !known.has(link.target)) continue;
    outgoing.set(link.source, [...(outgoing.get(link.source) ?? []), link]);
  }
  const state = new Map<string, "open" | "done">();
  const kept: Link[] = [];
  const visit = (id: string) => {
    state.set(id, "open");
    for (const link of outgoing.get(id) ?? []) {
      if (state.get(link.target) === "open") continue;
      kept.push(link);
      if (!state.has(link.target)) visit(link.target);
    }
    state.set(id, "done");
  };
  for (const id of ids) if (!state.has(id)) visit(id);
  return links.filter((link) => kept.includes(link));
}

/** The sets of nodes that hang together, the one with the first node first. */
export function partsOf({ ids, sourcesOf, targetsOf }: Wiring): readonly (readonly string[])[] {
  const seen = new Set<string>();
  const parts: string[][] = [];
  for (const id of ids) {
    if (seen.has(id)) continue;
    const part: string[] = [];
    const queue = [id];
    seen.add(id);
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      part.push(next);
      for (const near of [...(sourcesOf.get(next) ?? []), ...(targetsOf.get(next) ?? [])])
        if (!seen.has(near)) {
          seen.add(near);
          queue.push(near);
        }
    }
    parts.push(part);
  }
  return parts;
}

/** Wires that leave out a step: another way leads from their source to their target. */
export function skipsOf(wiring: Wiring): ReadonlySet<string> {
  const longest = new Map<string, Map<string, number>>();
  const distances = (from: string): Map<string, number> => {
    const known = longest.get(from);
    if (known) return known;
    const far = new Map<string, number>([[from, 0]]);
    for (const id of wiring.order.slice(wiring.order.indexOf(from)))
      for (const target of far.has(id) ? (wiring.targetsOf.get(id) ?? []) : []) far.set(target, Math.max(far.get(target) ?? 0, (far.get(id) ?? 0) + 1));
    longest.set(from, far);
    return far;
  };
  return new Set(wiring.links.filter(({ source, target }) => (distances(source).get(target) ?? 0) > 1).map((link) => link.id));
}
