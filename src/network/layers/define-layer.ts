/** What a layer declares about itself. Forms, shapes, counts, files, code, help and tests all derive from this. */
import type { ConfigOf, Fields } from "@/network/fields";
import type { Shape } from "@/network/shape";
import type { Message, Text } from "@/base/text";
import type { InitializerName } from "@/network/initializers";
import type { Regularizer } from "@/network/fields";

/** One learned (or tracked) tensor of a layer. */
export interface WeightSpec {
  /** `kernel`, `bias`, `gamma`, `movingMean`, …: Keras' word, camelCased. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly trainable: boolean;
  readonly initializer: InitializerName;
  /** Connections into and out of one unit; what Glorot and He scale by. */
  readonly fanIn: number;
  readonly fanOut: number;
  /** Values from … to before … that start as 1 instead. */
  readonly ones?: readonly [number, number];
  readonly regularizer?: Regularizer;
}

/** A formula as data: LaTeX, and what each symbol means. */
export interface Formula {
  readonly latex: string;
  readonly symbols: readonly { readonly latex: string; readonly meaning: Text }[];
}

export type LayerCategory =
  | "core"
  | "recurrent"
  | "convolution"
  | "pooling"
  | "normalization"
  | "regularization"
  | "activation"
  | "reshaping"
  | "merging"
  | "attention";

/**
 * As in Keras: `makes` says which steps count, from what comes in; `passes` hands a mask on as long as there are steps; `ends` knows
 * none. The engine obeys in `model/masks.ts`.
 */
export type MaskRule = "makes" | "passes" | "ends";

export interface LayerDefinition<Name extends string, F extends Fields> {
  /** Keras class name: identity in files, code and UI. */
  readonly className: Name;
  readonly category: LayerCategory;
  /** What a card says: `Conv2D`, `Max pool`; the field's own word where there is one. */
  readonly title: Text;
  /** One sentence: palette, search, tooltip. */
  readonly summary: Text;
  readonly formula: Formula;
  /** The layer's page in the Keras documentation. */
  readonly kerasUrl: string;
  /** Other words people search by. */
  readonly keywords?: readonly string[];
  /** Key of its picture in `ui/icons.tsx`; the category's when absent. */
  readonly icon?: string;
  /** How many wires come in (2: the second may be missing), and how many axes (batch included) each must have. */
  readonly input: { readonly arity: 0 | 1 | 2 | "many"; readonly rank: number | readonly number[] | "any" };
  /** What becomes of masks, [N, T] of ones and zeros that say which steps of a sequence count; without a word they end here. */
  readonly masks?: MaskRule;
  /** Its `activation` works within, step by step: nothing is applied to what leaves. */
  readonly activatesInside?: boolean;
  readonly fields: F;
  /** Two or three words for the card: `count` at the right of its title ("32 filters"), `line` below ("3×3 · ReLU"). */
  brief(config: ConfigOf<F>): { readonly count?: Message; readonly line?: Message };
  /** Shape that leaves, batch first. Throws `ShapeError` when the inputs cannot be taken. */
  outputShape(config: ConfigOf<F>, inputs: readonly Shape[]): Shape;
  weights(config: ConfigOf<F>, inputs: readonly Shape[]): readonly WeightSpec[];
  /** Values of one example that it makes besides what leaves, and keeps for the way back: the gates of every step, say. */
  keptValues?(config: ConfigOf<F>, inputs: readonly Shape[]): number;
  /** Multiply-adds of one example's forward pass. */
  macs(config: ConfigOf<F>, inputs: readonly Shape[], output: Shape): number;
}

export function defineLayer<const Name extends string, F extends Fields>(definition: LayerDefinition<Name, F>): LayerDefinition<Name, F> {
  return definition;
}
