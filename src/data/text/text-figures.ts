/** What is worth knowing about a set of texts before a network is trained on it. */
import type { LoadedDataset } from "@/data/define-dataset";
import { padId, specialTokens, unknownId } from "@/data/text/vocabulary";

export interface TextFigures {
  /** Examples by number of tokens: `counts[i]` have from `i × width` to below `(i + 1) × width`, the last bin all longer ones. */
  readonly lengths: { readonly width: number; readonly counts: readonly number[] };
  /** Share of the examples that are longer than the network's input. */
  readonly cutShare: number;
  /** Share of the tokens within the input that are unknown. */
  readonly unknownShare: number;
  /** Per class, the tokens that are the most typical of it. */
  readonly typical: readonly (readonly TokenShare[])[];
  /** Per class, those that most of its examples have. */
  readonly frequent: readonly (readonly TokenShare[])[];
}

export interface TokenShare {
  readonly token: string;
  /** Of the examples of the class that have it. */
  readonly share: number;
}

const bins = 24;
const shownTokens = 8;

/** Over the examples at `positions`. `T`: tokens per row. */
export function textFigures(
  { inputs, targets, lengths = new Uint32Array(), vocabulary }: LoadedDataset,
  positions: Uint32Array,
  T: number,
  classCount: number,
): TextFigures {
  const size = vocabulary?.tokens.length ?? 0;
  let [known, unknown, cut, longest] = [0, 0, 0, 1];
  // Documents of each class that have the token: how often one text repeats it does not count.
  const documents = new Uint32Array(size * classCount);
  const perClass = new Uint32Array(classCount);
  const seenIn = new Int32Array(size).fill(-1);
  for (const position of positions) {
    const label = targets?.[position] ?? 0;
    perClass[label] = (perClass[label] ?? 0) + 1;
    const length = lengths[position] ?? 0;
    if (length > T) cut++;
    longest = Math.max(longest, length);
    for (let i = 0; i < Math.min(length, T); i++) {
      const id = inputs[position * T + i] as number;
      if (id === padId) break;
      if (id === unknownId) unknown++;
      else known++;
      if (seenIn[id] === position) continue;
      seenIn[id] = position;
      const at = id * classCount + label;
      documents[at] = (documents[at] ?? 0) + 1;
    }
  }
  const ranked = Array.from({ length: classCount }, (_, label) => rankedTokens(label, { documents, perClass, classCount, tokens: vocabulary?.tokens ?? [] }));
  return {
    lengths: lengthBins(lengths, positions, T, longest),
    cutShare: cut / Math.max(1, positions.length),
    unknownShare: unknown / Math.max(1, known + unknown),
    typical: ranked.map(({ typical }) => typical),
    frequent: ranked.map(({ frequent }) => frequent),
  };
}

/** Up to twice the cut, so that both what is kept and what is lost can be seen. */
function lengthBins(lengths: Uint32Array, positions: Uint32Array, T: number, longest: number): TextFigures["lengths"] {
  const width = Math.max(1, Math.ceil(Math.min(longest + 1, 2 * T) / bins));
  const counts = Array.from({ length: Math.min(bins, Math.ceil((longest + 1) / width)) }, () => 0);
  for (const position of positions) {
    const bin = Math.min(counts.length - 1, Math.floor((lengths[position] ?? 0) / width));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { width, counts };
}

interface Counted {
  /** [tokens, classes] */
  readonly documents: Uint32Array;
  readonly perClass: Uint32Array;
  readonly classCount: number;
  readonly tokens: readonly string[];
}

/** The most frequent tokens are much the same of every class: "the" and "you". Typical is what one class has far more than the others. */
function rankedTokens(
  label: number,
  { documents, perClass, classCount, tokens }: Counted,
): { readonly typical: readonly TokenShare[]; readonly frequent: readonly TokenShare[] } {
  const own = Math.max(1, perClass[label] ?? 0);
  const others = Math.max(1, perClass.reduce((sum, count) => sum + count, 0) - (perClass[label] ?? 0));
  const scored = tokens.map((token, id) => {
    let elsewhere = 0;
    for (let k = 0; k < classCount; k++) if (k !== label) elsewhere += documents[id * classCount + k] ?? 0;
    const share = (documents[id * classCount + label] ?? 0) / own;
    return { token, share, lead: id < specialTokens.length ? Number.NEGATIVE_INFINITY : share - elsewhere / others, id };
  });
  const told = scored.filter(({ share, lead }) => share > 0 && Number.isFinite(lead));
  const shown = (some: typeof scored) => some.slice(0, shownTokens).map(({ token, share }) => ({ token, share }));
  return {
    typical: shown(told.filter(({ lead }) => lead > 0).toSorted((a, b) => b.lead - a.lead || a.id - b.id)),
    frequent: shown(told.toSorted((a, b) => b.share - a.share || a.id - b.id)),
  };
}
