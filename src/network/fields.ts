/** Settings described as data: one description gives the form, the limits, the parser of files and the help. */
import type { Text } from "@/base/text";

/** Where a form shows the field; all but `main` start folded. */
export type FieldGroup = "main" | "initializers" | "regularization" | "advanced";

/** Values by the keys of their fields, whatever the fields are. */
export type Settings = Readonly<Record<string, unknown>>;

interface FieldOf<T> {
  readonly label: Text;
  /** At most three lines, in plain words. */
  readonly help: Text;
  readonly unit?: Text;
  /** Value of a freshly made thing. */
  readonly initial: T;
  /** Keras' own default: generated code may leave the argument out only when it equals this. */
  readonly kerasDefault?: T;
  /** What files mean that were saved before there was this field. */
  readonly missing?: T;
  readonly group?: FieldGroup;
  /** With the other settings as they are, whether this one means anything; always when absent. Forms leave it out where it does not. */
  readonly when?: (config: Settings) => boolean;
}
/** Weight penalty l1·Σ|w| + l2·Σw², added to the loss. */
export interface Regularizer {
  readonly l1: number;
  readonly l2: number;
}
export interface IntField extends FieldOf<number> {
  readonly type: "int";
  readonly min: number;
  readonly max: number;
}
export interface FloatField extends FieldOf<number> {
  readonly type: "float";
  readonly min: number;
  readonly max: number;
  /** `log` for rates and penalties: the form steps by factors, not by differences. */
  readonly scale?: "linear" | "log";
}
export interface BoolField extends FieldOf<boolean> {
  readonly type: "bool";
}
export interface PairField extends FieldOf<readonly [number, number]> {
  readonly type: "pair";
  readonly min: number;
  readonly max: number;
}
/** A list of whole numbers: the shape of one example. */
export interface DimsField extends FieldOf<readonly number[]> {
  readonly type: "dims";
  readonly min: number;
  readonly max: number;
  readonly maxLength: number;
}
export interface ChoiceField<V extends string = string> extends FieldOf<V> {
  readonly type: "choice";
  readonly options: readonly V[];
  /** What the form calls each option; the value itself where it is the field's own word. */
  readonly optionLabels?: Readonly<Partial<Record<V, Text>>>;
}
export interface RegularizerField extends FieldOf<Regularizer> {
  readonly type: "regularizer";
  /** What is kept small, in a word: beside `L1` and `L2` in forms. */
  readonly of: Text;
}
export type Field = IntField | FloatField | BoolField | PairField | DimsField | ChoiceField | RegularizerField;
export type Fields = Readonly<Record<string, Field>>;

/** The plain-JSON config a thing is saved with: one value per field. */
export type ConfigOf<F extends Fields> = { readonly [K in keyof F]: F[K] extends FieldOf<infer T> ? T : never };

type Described<F extends Field> = Omit<F, "type">;
export const int = (f: Described<IntField>): IntField => ({ type: "int", ...f });
export const float = (f: Described<FloatField>): FloatField => ({ type: "float", ...f });
export const bool = (f: Described<BoolField>): BoolField => ({ type: "bool", ...f });
export const pair = (f: Described<PairField>): PairField => ({ type: "pair", ...f });
export const dims = (f: Described<DimsField>): DimsField => ({ type: "dims", ...f });
export const regularizer = (f: Described<RegularizerField>): RegularizerField => ({ type: "regularizer", ...f });
export const choice = <const V extends string>(options: readonly V[], f: Omit<ChoiceField<NoInfer<V>>, "type" | "options">): ChoiceField<V> => ({
  type: "choice",
  options,
  ...f,
});

/** What a form asks for: the fields that mean something with this config. */
export function usedFields<F extends Fields>(fields: F, config: Settings): Fields {
  const whole = { ...initialConfigOf(fields), ...config };
  return Object.fromEntries(Object.entries(fields).filter(([, field]) => field.when?.(whole) ?? true));
}

/** The config that a freshly made thing starts with. */
export function initialConfigOf<F extends Fields>(fields: F): ConfigOf<F> {
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, field.initial])) as ConfigOf<F>;
}
