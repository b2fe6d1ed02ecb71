/** What every panel of an exported page needs: its content, its words, and the network to ask. */
import { say, type Locale, type Message, type Text, type Values } from "@/base/text";
import { floatsOfText } from "@/interop/page/floats";
import type { PageContent } from "@/interop/page/page-content";
import { createTextReader, type ReadText } from "@/interop/page/read-text";
import { createAsk, type KeptAnswers } from "@/interop/page/run-network";

export interface Page {
  readonly content: PageContent;
  readonly locale: Locale;
  readonly say: (what: Text | Message, values?: Values) => string;
  /** Of an example before normalisation. */
  readonly ask: (example: Float32Array) => Float32Array;
  /** Of one after it. */
  readonly askNormalized: (example: Float32Array) => Float32Array;
  /** For one text that grows, of which the network sees so many tokens. */
  readonly readText: (length: number) => ReadText;
  /** For one source: examples that have it in common. */
  readonly askAboutSource: () => (example: Float32Array) => Float32Array;
  /** Before normalisation. */
  readonly examples: readonly Float32Array[];
}

export function pageOf(content: PageContent, locale: Locale): Page {
  const weighted = { nodes: content.nodes, weights: floatsOfText(content.weights) };
  const network = createAsk(weighted);
  const { shift, scale } = content.normalizer;
  const channels = Math.max(1, shift.length);
  const askNormalized = (example: Float32Array) => network(example).data;
  const inputs = floatsOfText(content.golden.inputs);
  const size = inputs.length / Math.max(1, content.golden.count);
  return {
    content,
    locale,
    say: (what, values) => say(values && !("text" in what) ? { text: what, values } : what, locale),
    ask: (example) => askNormalized(example.map((value, i) => (value - (shift[i % channels] ?? 0)) * (scale[i % channels] ?? 1))),
    askNormalized,
    readText: (length) => createTextReader(weighted, length),
    askAboutSource() {
      const kept: KeptAnswers = new Map();
      return (example) => network(example, kept).data;
    },
    examples: Array.from({ length: content.golden.count }, (_, i) =>
      inputs.slice(i * size, (i + 1) * size).map((value, at) => value / (scale[at % channels] || 1) + (shift[at % channels] ?? 0)),
    ),
  };
}
