/** What the colours of the pictures mean: one scale for how much, one for which sign. */
import { useSay } from "@/ui/locale";

export function ColourKey() {
  const say = useSay();
  return (
    <dl className="colour-key">
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
