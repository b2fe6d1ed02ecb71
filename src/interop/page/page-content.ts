/** What an exported page holds besides its program: the network, what it asks a person for, and what its answers mean. */
import type { Text } from "@/base/text";
import type { DatasetSource, PairText } from "@/data/define-dataset";
import type { Normalizer } from "@/data/normalization";
import type { SeriesFacts } from "@/data/series/calendar";
import type { TextPipeline } from "@/data/text/text-fields";
import type { PageNode } from "@/interop/page/page-network";

interface Tokens {
  /** What each number stands for. */
  readonly tokens: readonly string[];
  /** To begin with. */
  readonly sample: string;
}

/** What a person gives it, and how the answer is shown. */
export type PageTask =
  /** `isDrawn`: its pictures are strokes on paper. `noise` where a noisy picture is to be restored. */
  | { readonly kind: "image"; readonly isDrawn: boolean; readonly noise?: number }
  | { readonly kind: "point"; readonly bounds: { readonly min: number; readonly max: number } }
  | { readonly kind: "line" }
  | ({ readonly kind: "text"; readonly pipeline: TextPipeline } & Tokens)
  | ({ readonly kind: "write"; readonly isWhole: boolean; readonly lineEnd?: string } & Tokens)
  | ({ readonly kind: "answer"; readonly pair: PairText } & Tokens)
  /** Windows that begin at step `from` or later were not trained on. */
  | {
      readonly kind: "series";
      readonly facts: SeriesFacts;
      readonly values: readonly number[];
      readonly length: number;
      readonly horizon: number;
      readonly from: number;
    }
  /** Nothing is known of its data. */
  | { readonly kind: "numbers" };

export interface PageContent {
  readonly name: string;
  readonly params: number;
  /** What it was trained on; absent where that is not known. */
  readonly data?: { readonly title: Text; readonly source: DatasetSource };
  readonly task: PageTask;
  readonly classNames: readonly Text[];
  readonly normalizer: Normalizer;
  /** One example, without the batch axis. */
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  readonly nodes: readonly PageNode[];
  /** Float32, little-endian, base64url; so are the two below. */
  readonly weights: string;
  /** A few examples after normalisation, and what the network answered in Layerlab. */
  readonly golden: { readonly count: number; readonly inputs: string; readonly outputs: string };
}
