/** What the colours of the pictures mean: one scale for how much, one for which sign. It keeps to a corner that no card needs. */
import { useStore } from "@xyflow/react";
import { overlaps, type Box } from "@/features/builder/layout/geometry";
import { classNames } from "@/ui/class-names";
import { useSay } from "@/ui/locale";

const size = { width: 100, height: 62 };
const margin = 14;

export function ColourKey({ boxes }: { readonly boxes: ReadonlyMap<string, Box> }) {
  const say = useSay();
  const corner = useStore(({ width, height, transform: [x, y, zoom] }) => {
    const isFree = (left: number) => {
      const place = { x: (left - x) / zoom, y: (height - margin - size.height - y) / zoom, width: size.width / zoom, height: size.height / zoom };
      return ![...boxes.values()].some((box) => overlaps(box, place, 6));
    };
    if (isFree(margin)) return "left";
    return isFree(width - margin - size.width) ? "right" : undefined;
  });
  if (!corner) return null;
  return (
    <dl className={classNames("colour-key", corner === "right" && "is-right")}>
      <dt>{say({ en: "activation", zh: "激活" })}</dt>
      <dd>
        <span>0</span>
        <i className="is-sequential" />
        <span>{say({ en: "most", zh: "最大" })}</span>
      </dd>
      <dt>{say({ en: "weight", zh: "权重" })}</dt>
      <dd>
        <span>−</span>
        <i className="is-diverging" />
        <span>+</span>
      </dd>
    </dl>
  );
}
