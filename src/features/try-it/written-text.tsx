/** What the network wrote behind the beginning; each character says how sure it was, and what else might have stood there. */
import type { WrittenToken } from "@/engine/protocol";
import { endId } from "@/data/text/vocabulary";
import { useRun } from "@/hooks/bench";
import { useSay } from "@/ui/locale";
import { percent } from "@/viz/figures";

interface WrittenTextProps {
  readonly beginning: string;
  readonly tokens: readonly WrittenToken[];
  /** What each number stands for. */
  readonly names: readonly string[];
  readonly isWriting: boolean;
  /** What a line ends with in a text that breaks none. */
  readonly lineEnd?: string | undefined;
  /** What stands between two tokens. */
  readonly joint?: string;
}

/** Of a long beginning its end is enough to see where the network goes on. */
const longestBeginning = 500;

export function WrittenText({ beginning, tokens, names, isWriting, lineEnd, joint = "" }: WrittenTextProps) {
  const say = useSay();
  // One thread computes both, and a step of a large network takes a second or two: nobody is to think that nothing happens.
  const isBehindStep = useRun(({ run }) => run.status === "running") && isWriting && tokens.length === 0;
  const shown = (id: number) => {
    const name = names[id] ?? "?";
    return name === "\n" ? "↵" : name === " " ? "␣" : name;
  };
  const shownBeginning = beginning.length > longestBeginning ? `…${beginning.slice(-longestBeginning)}` : beginning;
  const told = ({ alternatives }: WrittenToken) => alternatives.map(({ id, probability }) => `${shown(id)} ${percent(probability, 0)}`).join("  ");
  return (
    <>
      <div
        role="log"
        aria-live="off"
        className="written"
        dir="auto"
        aria-busy={isWriting}
        aria-label={say({ en: "What the network wrote", zh: "网络写的文本" })}
      >
        {/* By itself: a beginning from right to left does not turn around what a network writes from left to right. */}
        <bdi className="quiet">{lineEnd ? shownBeginning.replaceAll(lineEnd, `${lineEnd}\n`) : shownBeginning}</bdi>
        {tokens.map((token, i) => (
          <span key={i} title={told(token)}>
            {i > 0 && joint}
            {token.id === endId ? " ∎" : names[token.id]}
            {lineEnd !== undefined && names[token.id] === lineEnd && "\n"}
          </span>
        ))}
      </div>
      {isBehindStep && (
        <p className="quiet small written-waits">{say({ en: "Waits for the training step that is being computed.", zh: "等待正在计算的训练步完成。" })}</p>
      )}
    </>
  );
}
