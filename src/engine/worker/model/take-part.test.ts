import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { gradientsOf, lossOf } from "@/engine/worker/gradients";
import { buildModel } from "@/engine/worker/model";
import { takePart } from "@/engine/worker/model/take-part";
import { twoInputs } from "@/engine/worker/test-networks";

const network = twoInputs([4, 3], 7);
/** Source of four tokens, target of three; the second example is padded in both. */
const rows = [
  [4, 5, 6, 4, 2, 5, 6],
  [6, 4, 0, 0, 2, 4, 0],
];
const targets = [
  [5, 6, 3],
  [4, 3, 0],
];

describe("a network of two inputs", () => {
  beforeAll(() => openBackend("wasm"));

  test("takes the source from the front of each row and the target from its end", async () => {
    const taken = network.nodes.slice(0, 2).map((node) => takePart(node, tf.tensor2d(rows)));
    expect(await Promise.all(taken.map((part) => part.array()))).toEqual([rows.map((row) => row.slice(0, 4)), rows.map((row) => row.slice(4))]);
    const wider = takePart(network.nodes[1]!, tf.tensor2d(rows.map((row) => [...row.slice(0, 4), 9, 9, ...row.slice(4)])));
    expect(await wider.array()).toEqual(rows.map((row) => row.slice(4)));
  });

  test("hears of the source, of earlier tokens of the target, and of no later ones", async () => {
    const model = buildModel(network, 3);
    const answer = async (row: readonly number[]) => (await model.forward(tf.tensor2d([[...row]]), {}).output.array()) as number[][][];
    const [before, otherSource, otherEnd] = await Promise.all([answer(rows[0]!), answer([5, 5, 6, 4, 2, 5, 6]), answer([4, 5, 6, 4, 2, 5, 4])]);
    expect(before[0]![0]).not.toEqual(otherSource[0]![0]);
    expect(before[0]!.slice(0, 2)).toEqual(otherEnd[0]!.slice(0, 2));
    expect(before[0]![2]).not.toEqual(otherEnd[0]![2]);
    model.dispose();
  });

  test("has gradients that agree with finite differences, padding left out of the mean", async () => {
    const model = buildModel(network, 3);
    const batch = { inputs: tf.tensor2d(rows), targets: tf.tensor2d(targets, undefined, "int32") };
    const loss = async () => (await lossOf(model, "sparseCategoricalCrossentropy", model.forward(batch.inputs, {}), batch.targets).data())[0]!;
    const start = await model.records();
    const found = await Promise.all(
      gradientsOf(model, "sparseCategoricalCrossentropy", batch, { step: 0, seed: 1 }).map(async ({ weight, gradient }) => ({
        name: weight.name,
        values: await gradient.data<"float32">(),
      })),
    );
    // Every weight is reached: both embeddings, the LSTM, both attentions.
    expect(found.map(({ name }) => name).toSorted()).toEqual(start.map(({ name }) => name).toSorted());
    const reach = 2 ** -7;
    for (const { name, values } of found) {
      const direction = (i: number) => (Math.sin(i * 2.3 + 1) < 0 ? -1 : 1);
      const at = async (side: number) => {
        model.load(
          start.map((record) => (record.name === name ? { ...record, data: record.data.map((value, i) => value + side * reach * direction(i)) } : record)),
        );
        return await loss();
      };
      const expected = ((await at(1)) - (await at(-1))) / (2 * reach);
      const came = values.reduce((sum, value, i) => sum + value * direction(i), 0);
      expect(Math.abs(came - expected), `by ${name}`).toBeLessThan(2e-3);
    }
    model.dispose();
  });
});
