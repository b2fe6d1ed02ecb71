/** What calls of Keras stand for while a program is read. */
import type { Draft } from "@/interop/code/draft";
import type { PlainObject } from "@/interop/code/keras/read-setting";
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
  | { readonly type: "schedule"; readonly read: Pick<OptimizerRead, "learningRate" | "schedule"> }
  | { readonly type: "stopping"; readonly args: Readonly<Record<string, number | string | boolean | null>> }
  | PlainObject;

export type KerasValue = Value<KerasHost>;
export type Args = readonly Argument<KerasHost>[];

export interface KerasProgram {
  readonly drafts: Draft[];
  readonly sequentials: Extract<KerasHost, { readonly type: "sequential" }>[];
  training: TrainingSettings;
}

export const host = (value: KerasHost): KerasValue => ({ kind: "host", host: value });
export const named = (args: Args, name: string) => args.find((arg) => arg.name === name);
