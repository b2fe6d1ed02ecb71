/** Folded: what a choice does in one sentence, its formula, its symbols, and where to read on. */
import type { Text } from "@/base/text";
import type { Formula as FormulaData } from "@/network/layers/define-layer";
import { Disclosure } from "@/ui/disclosure";
import { Formula } from "@/ui/formula";
import { Icon } from "@/ui/icons";
import { useSay } from "@/ui/locale";

export interface FormulaDetailsProps {
  readonly summary: Text;
  readonly formula: FormulaData;
  readonly url: string;
}

export function FormulaDetails({ summary, formula, url }: FormulaDetailsProps) {
  const say = useSay();
  return (
    <div className="formula-details">
      <Disclosure label={say({ en: "What it does", zh: "它做什么" })}>
        <p>{say(summary)}</p>
        <Formula block latex={formula.latex} />
        <dl>
          {formula.symbols.map((symbol) => (
            <div key={symbol.latex}>
              <dt>
                <Formula latex={symbol.latex} />
              </dt>
              <dd>{say(symbol.meaning)}</dd>
            </div>
          ))}
        </dl>
        <a className="read-on" href={url} target="_blank" rel="noreferrer">
          {say({ en: "In the Keras documentation", zh: "查看 Keras 文档" })}
          <Icon name="external-link" />
        </a>
      </Disclosure>
    </div>
  );
}
