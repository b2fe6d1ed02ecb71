/** The whole pipeline from a text to its numbers: clean, tokenise, look up, cut or fill up. */
import { piecesOf, runsOf } from "@/data/text/byte-pairs";
import { cleanText } from "@/data/text/clean";
import { stopWords } from "@/data/text/stop-words";
import type { TextPipeline } from "@/data/text/text-fields";
import { tokenize } from "@/data/text/tokenize";
import { padId, tokenIds, unknownId, type Vocabulary } from "@/data/text/vocabulary";

/** The words or characters of a text before any is looked up; stop words are left out. */
export function tokensOf(text: string, pipeline: Omit<TextPipeline, "tokenizer"> & { readonly tokenizer: "word" | "character" }): readonly string[] {
  const tokens = tokenize(cleanText(text, pipeline), pipeline.tokenizer);
  const left = stopWords[pipeline.stopWords];
  return left.size === 0 ? tokens : tokens.filter((token) => !left.has(token.toLowerCase()));
}

/** The runs of characters of a text that fall into pieces, without stop words. */
export function textRuns(text: string, pipeline: TextPipeline): readonly (readonly string[])[] {
  const runs = runsOf(cleanText(text, pipeline));
  const left = stopWords[pipeline.stopWords];
  return left.size === 0 ? runs : runs.filter((run) => !left.has(run.join("").replace("▁", "").toLowerCase()));
}

export interface EncodedText {
  readonly cleaned: string;
  readonly tokens: readonly string[];
  /** One per token, `<unk>` where it has no number of its own. */
  readonly ids: readonly number[];
  /** [length]: what the network gets. */
  readonly row: Float32Array;
}

export interface TextEncoder {
  encode(text: string): EncodedText;
  /** Writes the row of a text into `rows` at `at`, and says how many tokens the text has. */
  encodeInto(text: string, rows: Float32Array, at: number): number;
}

/** So many different runs are remembered with their pieces: most of a language. */
const mostRemembered = 50_000;

export function createTextEncoder(pipeline: TextPipeline, vocabulary: Pick<Vocabulary, "tokens">): TextEncoder {
  const ids = tokenIds(vocabulary);
  const idOf = (token: string) => ids.get(token) ?? unknownId;
  const remembered = new Map<string, readonly string[]>();
  const pieces = (run: readonly string[]) => {
    const key = run.join("\u0000");
    const known = remembered.get(key) ?? piecesOf(run, ids);
    if (remembered.size < mostRemembered) remembered.set(key, known);
    return known;
  };
  const { tokenizer } = pipeline;
  const split = (text: string) => (tokenizer === "bytePair" ? textRuns(text, pipeline).flatMap(pieces) : tokensOf(text, { ...pipeline, tokenizer }));
  const fill = (tokens: readonly string[], rows: Float32Array, at: number) => {
    const used = Math.min(tokens.length, pipeline.length);
    for (let i = 0; i < used; i++) rows[at + i] = idOf(tokens[i] as string);
    rows.fill(padId, at + used, at + pipeline.length);
    // A text without a token is something that we do not know: with padding alone, a mask would leave nothing to look at.
    if (used === 0) rows[at] = unknownId;
  };
  return {
    encodeInto(text, rows, at) {
      const tokens = split(text);
      fill(tokens, rows, at);
      return tokens.length;
    },
    encode(text) {
      const tokens = split(text);
      const row = new Float32Array(pipeline.length);
      fill(tokens, row, 0);
      return { cleaned: cleanText(text, pipeline), tokens, ids: tokens.map(idOf), row };
    },
  };
}
