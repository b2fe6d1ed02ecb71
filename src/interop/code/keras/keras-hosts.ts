/** What calls of Keras stand for while a program is read. */
import type { Draft } from "@/interop/code/draft";
import type { PlainObject } from "@/interop/code/keras/read-setting";
import type { ScheduleRead } from "@/interop/code/keras/read-keras-schedule";
import type { Amount } from "@/interop/code/python/amounts";
import type { SyntaxNode } from "@/interop/code/python/tree";
import type { Argument, Value } from "@/interop/code/python/values";
import type { TrainingSettings } from "@/network/training-settings";
import type { OptimizerRead } from "@/interop/code/keras/read-training";

export type KerasHost =
  | { readonly type: "layer"; readonly draft: Draft }
  /** What leaves a layer; without a draft where nothing is connected. */
  | { readonly type: "tensor"; readonly draft: Draft | undefined }
  /** A layer that has its place elsewhere in Layerlab. */
  | { readonly type: "skip" }
  | { readonly type: "sequential"; readonly items: Draft[] }
  | { readonly type: "model" }
  | { readonly type: "optimizer"; readonly read: OptimizerRead }
  | { readonly type: "schedule"; readonly read: ScheduleRead }
  | { readonly type: "stopping"; readonly args: Args }
  | Amount
  | PlainObject;

export type KerasValue = Value<KerasHost>;
export type Args = readonly Argument<KerasHost>[];

export interface KerasProgram {
  readonly drafts: Draft[];
  readonly sequentials: Extract<KerasHost, { readonly type: "sequential" }>[];
  training: TrainingSettings;
  validationSplit: number;
  /** Where a loss is said that takes what comes before softmax. */
  takesLogits?: SyntaxNode;
}

export const host = (value: KerasHost): KerasValue => ({ kind: "host", host: value });
export const named = (args: Args, name: string) => args.find((arg) => arg.name === name);
