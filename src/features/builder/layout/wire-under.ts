/** The wire that something held over the canvas would go into: the one nearest to it, anywhere along its way. */
import type { Point } from "@/network/document";
import { contains, grown, type Box } from "@/features/builder/layout/geometry";
import type { Wire } from "@/features/builder/layout/route-wires";

/** Round the shape tag, where a wire is easiest to see and to aim at. */
const tagReach = 60;

/** `held` is the room that the card takes, or a point's surroundings: a wire through it counts, or one whose tag is near. */
export function wireUnder(wires: Iterable<Wire>, held: Box): string | undefined {
  const center = { x: held.x + held.width / 2, y: held.y + held.height / 2 };
  const reach = grown(held, 4);
  const tagged = Math.max(tagReach, held.width / 2);
  const far = ({ x, y }: Point) => Math.hypot(x - center.x, y - center.y);
  const near = [...wires].flatMap(({ id, line, middle }) => {
    const distances = line.filter((point) => contains(reach, point)).map(far);
    const toTag = far(middle);
    const nearest = Math.min(...distances, toTag < tagged ? toTag : Infinity);
    return nearest === Infinity ? [] : [{ id, nearest }];
  });
  return near.toSorted((a, b) => a.nearest - b.nearest)[0]?.id;
}
