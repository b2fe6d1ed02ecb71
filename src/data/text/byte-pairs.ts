/**
 * Byte-pair encoding (Sennrich, Haddow, Birch 2016), on characters: words fall into pieces that are frequent in the training texts,
 * so that a word never seen still means something. `▁` marks a piece that begins a word after a space, as SentencePiece does.
 */
import { compareCodePoints, longestToken, specialTokens, type Vocabulary } from "@/data/text/vocabulary";

/** Runs of letters of any script, Chinese included: what may grow together. Everything else stands alone. */
const runs = new RegExp(String.raw`[\p{L}\p{N}\p{M}_'\u200C]+|\S\p{M}*`, "gu");
const characters = /.\p{M}*/gsu;
const spaced = /^(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Bopomofo}])[\p{L}\p{N}]/u;

/** A run without end is no word: it is taken in parts. */
const longestRun = 48;

/** The runs of a cleaned text, each as its characters; the first of a word carries the mark. */
export function runsOf(cleaned: string): readonly (readonly string[])[] {
  return (cleaned.match(runs) ?? []).flatMap((run) => {
    const letters = run.match(characters) ?? [];
    const marked = spaced.test(run) ? [`▁${letters[0] ?? ""}`, ...letters.slice(1)] : letters;
    return Array.from({ length: Math.ceil(marked.length / longestRun) }, (_, part) => marked.slice(part * longestRun, (part + 1) * longestRun));
  });
}

/** Pieces of one run: of all neighbours that join to a known piece, the one learned first is joined, again and again. */
export function piecesOf(run: readonly string[], ids: ReadonlyMap<string, number>): readonly string[] {
  const pieces = [...run];
  for (;;) {
    let best = Number.POSITIVE_INFINITY;
    let at = -1;
    for (let i = 0; i + 1 < pieces.length; i++) {
      const id = ids.get(`${pieces[i]}${pieces[i + 1]}`) ?? Number.POSITIVE_INFINITY;
      if (id < best) [best, at] = [id, i];
    }
    if (at < 0) return pieces;
    pieces.splice(at, 2, `${pieces[at]}${pieces[at + 1]}`);
  }
}

interface Word {
  pieces: string[];
  readonly count: number;
}
interface Pair {
  readonly left: string;
  readonly right: string;
  count: number;
  /** Numbers of the words that have, or had, the pair. */
  readonly words: Set<number>;
}

/** Single characters first, by frequency, at most half of the vocabulary; then the joins, in the order in which they were learned. */
export function learnBytePairs(
  texts: Iterable<readonly (readonly string[])[]>,
  { size, minCount }: { readonly size: number; readonly minCount: number },
): Vocabulary {
  const words = wordsOf(texts);
  const letters = new Map<string, number>();
  for (const { pieces, count } of words) for (const piece of pieces) letters.set(piece, (letters.get(piece) ?? 0) + count);
  const room = Math.max(0, size - specialTokens.length);
  const known = [...letters]
    .filter(([, count]) => count >= minCount)
    .toSorted(([a, countOfA], [b, countOfB]) => countOfB - countOfA || compareCodePoints(a, b))
    .slice(0, Math.ceil(room / 2));
  const joined = learnJoins(words, new Set(known.map(([letter]) => letter)), room - known.length, Math.max(2, minCount));
  const learned = [...known, ...joined];
  return {
    tokens: [...specialTokens, ...learned.map(([token]) => token)],
    counts: [...specialTokens.map(() => 0), ...learned.map(([, count]) => count)],
  };
}

function wordsOf(texts: Iterable<readonly (readonly string[])[]>): Word[] {
  const counts = new Map<string, Word>();
  for (const text of texts)
    for (const run of text) {
      const key = run.join("\u0000");
      const word = counts.get(key);
      counts.set(key, { pieces: word?.pieces ?? [...run], count: (word?.count ?? 0) + 1 });
    }
  return [...counts.values()];
}

/** Joins the most frequent pair of neighbours everywhere, then counts anew where that changed something. */
function learnJoins(words: readonly Word[], known: Set<string>, most: number, minCount: number): [string, number][] {
  const pairs = new Map<string, Pair>();
  const changed = new Set<string>();
  const count = (left: string, right: string, by: number, word: number) => {
    // A character that is unknown stays so, whatever stands beside it.
    if (!known.has(left) || !known.has(right)) return;
    const key = `${left}\u0000${right}`;
    const pair = pairs.get(key) ?? { left, right, count: 0, words: new Set<number>() };
    pair.count += by;
    pair.words.add(word);
    pairs.set(key, pair);
    changed.add(key);
  };
  const countWord = (index: number, sign: 1 | -1) => {
    const { pieces, count: often } = words[index] as Word;
    for (let i = 0; i + 1 < pieces.length; i++) count(pieces[i] as string, pieces[i + 1] as string, sign * often, index);
  };
  words.forEach((_, index) => countWord(index, 1));
  const queue = createQueue();
  const joins: [string, number][] = [];
  while (joins.length < most) {
    for (const key of changed) {
      const pair = pairs.get(key);
      if (pair && pair.count >= minCount) queue.push({ key, count: pair.count });
    }
    changed.clear();
    const next = queue.pop(({ key, count: then }) => pairs.get(key)?.count === then);
    const pair = next && pairs.get(next.key);
    if (!pair) break;
    const whole = `${pair.left}${pair.right}`;
    pairs.delete(next.key);
    if (whole.length > longestToken) continue;
    if (!known.has(whole)) {
      joins.push([whole, pair.count]);
      known.add(whole);
    }
    for (const index of pair.words) {
      const word = words[index] as Word;
      countWord(index, -1);
      word.pieces = joinIn(word.pieces, pair);
      countWord(index, 1);
    }
    // Its own places are gone, and what counting them down has left of it is nothing.
    pairs.delete(next.key);
  }
  return joins;
}

function joinIn(pieces: readonly string[], { left, right }: Pick<Pair, "left" | "right">): string[] {
  const joined: string[] = [];
  for (let i = 0; i < pieces.length; i++) {
    const isPair = pieces[i] === left && pieces[i + 1] === right;
    joined.push(isPair ? `${left}${right}` : (pieces[i] as string));
    if (isPair) i++;
  }
  return joined;
}

interface Candidate {
  readonly key: string;
  readonly count: number;
}

/** The highest count first, equal ones in the order of their code points. Entries that are out of date are skipped when they come up. */
function createQueue() {
  const heap: Candidate[] = [];
  const isBefore = (a: Candidate, b: Candidate) => a.count > b.count || (a.count === b.count && compareCodePoints(a.key, b.key) < 0);
  const swap = (i: number, j: number) => ([heap[i], heap[j]] = [heap[j] as Candidate, heap[i] as Candidate]);
  const sink = () => {
    for (let i = 0; ;) {
      const [left, right] = [2 * i + 1, 2 * i + 2];
      let first = i;
      for (const child of [left, right]) if (child < heap.length && isBefore(heap[child] as Candidate, heap[first] as Candidate)) first = child;
      if (first === i) return;
      swap(i, first);
      i = first;
    }
  };
  return {
    push(candidate: Candidate) {
      heap.push(candidate);
      for (let i = heap.length - 1; i > 0;) {
        const parent = (i - 1) >> 1;
        if (!isBefore(heap[i] as Candidate, heap[parent] as Candidate)) return;
        swap(i, parent);
        i = parent;
      }
    },
    pop(isCurrent: (candidate: Candidate) => boolean): Candidate | undefined {
      for (;;) {
        const [top] = heap;
        if (!top) return undefined;
        const last = heap.pop() as Candidate;
        if (heap.length > 0) heap[0] = last;
        sink();
        if (isCurrent(top)) return top;
      }
    },
  };
}
