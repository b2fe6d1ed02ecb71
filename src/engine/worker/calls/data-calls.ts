/** Answers about the data: loaded, shown, augmented. */
import * as tf from "@tensorflow/tfjs-core";
import { textFigures } from "@/data/text/text-figures";
import type { CallContext, CallsOf } from "@/engine/worker/calls/call-context";
import { readExamples, sampleIndices } from "@/engine/worker/data/examples";
import { readFloats } from "@/engine/worker/read";
import { noTexts } from "@/engine/worker/training/problems";

export function dataCalls({ held, setup }: CallContext): CallsOf<"data"> {
  return {
    "data.load": ({ data: settings, vocabulary }, signal) =>
      setup.pass(async () => {
        signal.throwIfAborted();
        held.idle();
        return (await held.loadData(settings, vocabulary, signal)).report;
      }),
    async "data.examples"({ split, indices, sample }) {
      const prepared = held.currentData();
      return readExamples(prepared, split, indices ?? (sample ? sampleIndices(prepared, split, sample) : []));
    },
    async "data.textFigures"() {
      const { loaded, positions, definition } = held.currentData();
      if (!loaded.vocabulary) throw noTexts();
      return textFigures(loaded, positions.train, definition.inputShape[0] ?? 0, definition.classNames?.length ?? 0);
    },
    async "data.augment"({ augmentation, indices, seed }) {
      const prepared = held.currentData();
      const before = readExamples(prepared, "train", indices);
      const positions = Uint32Array.from(before.indices, (index) => prepared.positions.train[index] as number);
      if (positions.length === 0) return { before, after: { ...before, inputs: before.inputs.slice(), targets: before.targets.slice() } };
      const images = held.currentBatches().augmented(augmentation, positions, seed, 0);
      try {
        return { before, after: { ...before, inputs: await readFloats(images.after), targets: before.targets.slice() } };
      } finally {
        tf.dispose([images.before, images.after]);
      }
    },
  };
}
