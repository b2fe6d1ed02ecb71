/** The tokens of a text one by one: unknown ones marked, those beyond the network's input struck out. */
import type { CSSProperties } from "react";
import type { EncodedText } from "@/data/text/text-encoder";
import { unknownId } from "@/data/text/vocabulary";
import { useSay } from "@/ui/locale";

export interface TokenListProps {
  readonly encoded: EncodedText;
  /** More are told of, not shown. */
  readonly most?: number;
  /** What each token does to the answer, where that is worth a shade. */
  readonly effects?: readonly (TokenEffect | undefined)[] | undefined;
}
export interface TokenEffect {
  /** −1 … 1: it speaks for the answer, or against it. */
  readonly share: number;
  readonly told: string;
}

/** The text on the strongest shade can still be read. */
const strongestShade = 45;

function shadeOf(share: number): CSSProperties {
  const strength = Math.round(Math.sqrt(Math.min(1, Math.abs(share))) * strongestShade);
  return { background: `color-mix(in srgb, var(${share > 0 ? "--pos" : "--neg"}) ${strength}%, var(--raised))`, color: "var(--ink)" };
}

export function TokenList({ encoded: { tokens, ids, row }, most = 120, effects }: TokenListProps) {
  const say = useSay();
  const rest = tokens.length - most;
  if (tokens.length === 0) return <p className="quiet small">{say({ en: "No tokens.", zh: "没有词元。" })}</p>;
  return (
    <ol className="pieces" dir="auto" aria-label={say({ en: "Tokens", zh: "词元" })}>
      {tokens.slice(0, most).map((token, i) => {
        const isCut = i >= row.length;
        const isUnknown = ids[i] === unknownId;
        const words = isCut
          ? say({ en: "cut: the input ends after {count} tokens", zh: "被截去：输入只有 {count} 个词元" }, { count: row.length })
          : isUnknown
            ? say({ en: "unknown: <unk>, number 1", zh: "未知：<unk>，编号 1" })
            : say({ en: "number {id}", zh: "编号 {id}" }, { id: ids[i] ?? unknownId });
        const effect = effects?.[i];
        const told = effect?.told ?? "";
        return (
          <li
            key={i}
            className={isCut ? "is-cut" : isUnknown ? "is-unknown" : ""}
            title={told === "" ? words : `${words}; ${told}`}
            {...(effect ? { style: shadeOf(effect.share) } : {})}
          >
            {token}
            {(isCut || isUnknown || told !== "") && <span className="visually-hidden">{`, ${told === "" ? words : told}`}</span>}
          </li>
        );
      })}
      {rest > 0 && <li className="is-rest">{say({ en: "and {count} more", zh: "另有 {count} 个" }, { count: rest.toLocaleString("en") })}</li>}
    </ol>
  );
}
