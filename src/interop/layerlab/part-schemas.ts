/** The JSON parts of a file, as they must be. */
import * as v from "valibot";
import { textFields } from "@/data/text/text-fields";
import { longestToken } from "@/data/text/vocabulary";
import { partNames } from "@/interop/layerlab/content";

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
/** JSON has no NaN: a figure that was none is written as null, and comes back as NaN. */
const figure = v.pipe(
  v.nullable(v.pipe(v.number(), v.finite())),
  v.transform((value) => value ?? Number.NaN),
);
const words = (maxLength: number) => v.pipe(v.string(), v.maxLength(maxLength));
const text = v.strictObject({ en: words(2000), zh: words(2000) });
const message = v.strictObject({
  text,
  values: v.exactOptional(v.record(words(64), v.union([words(2000), v.pipe(v.number(), v.finite()), text]))),
});
const problem = v.strictObject({ code: words(64), what: message, remedy: v.exactOptional(message), detail: v.exactOptional(words(20_000)) });
const dims = v.pipe(v.array(count), v.maxLength(8));

export const manifestSchema = v.strictObject({
  format: v.literal("layerlab"),
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  app: words(64),
  parts: v.pipe(
    v.array(
      v.strictObject({
        name: v.picklist(partNames),
        bytes: count,
        sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
      }),
    ),
    v.maxLength(partNames.length),
  ),
});

export const labelsSchema = v.pipe(v.array(text), v.maxLength(10_000));

export const preprocessingSchema = v.strictObject({
  inputShape: dims,
  normalization: words(32),
  shift: v.exactOptional(v.array(v.pipe(v.number(), v.finite()))),
  scale: v.exactOptional(v.array(v.pipe(v.number(), v.finite()))),
});

export const vocabularySchema = v.strictObject({
  tokens: v.pipe(v.array(v.pipe(words(longestToken), v.minLength(1))), v.maxLength(textFields.vocabularySize.max)),
  counts: v.pipe(v.array(count), v.maxLength(textFields.vocabularySize.max)),
});

export const metricsSchema = v.pipe(
  v.array(
    v.strictObject({
      split: v.picklist(["train", "validation", "test"]),
      isSample: v.boolean(),
      examples: count,
      loss: figure,
      accuracy: v.exactOptional(figure),
      meanAbsoluteError: v.exactOptional(figure),
    }),
  ),
  v.maxLength(16),
);

const end = v.variant("reason", [
  v.strictObject({ reason: v.picklist(["completed", "stopped"]), restoredEpoch: v.exactOptional(count) }),
  v.strictObject({ reason: v.literal("earlyStopped"), bestEpoch: count, restored: v.boolean() }),
  v.strictObject({ reason: v.literal("failed"), problem }),
]);

export const runSchema = v.strictObject({
  runId: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/)),
  step: count,
  learningRate: v.exactOptional(v.pipe(v.number(), v.finite(), v.minValue(0))),
  elapsedMs: v.exactOptional(v.pipe(v.number(), v.finite(), v.minValue(0))),
  // Of an example that is a text the share of its tokens is right, which is no whole number.
  epochSoFar: v.exactOptional(v.strictObject({ examples: count, loss: figure, correct: v.pipe(v.number(), v.finite(), v.minValue(0)) })),
  best: v.exactOptional(v.strictObject({ value: figure, epoch: count, sinceEpochs: count })),
  firstStep: count,
  epochs: v.pipe(
    v.array(
      v.strictObject({
        epoch: count,
        step: count,
        loss: figure,
        accuracy: v.exactOptional(figure),
        valLoss: v.exactOptional(figure),
        valAccuracy: v.exactOptional(figure),
      }),
    ),
    v.maxLength(100_000),
  ),
  end: v.exactOptional(end),
  /** Checked as any project is. */
  project: v.unknown(),
});
