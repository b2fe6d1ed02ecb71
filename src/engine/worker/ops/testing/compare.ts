/** An operation's kernel on the backend in use against its reference on the same backend. */
import * as tf from "@tensorflow/tfjs-core";
import { distance } from "@/engine/worker/gradient-check/check";
import { opNamed, type OpCase } from "@/engine/worker/ops/testing/op-cases";

/** Largest difference of any output, as a share of its largest value; Infinity when shapes or counts differ. */
export async function distanceToReference({ name, inputs, attrs }: OpCase): Promise<number> {
  const op = opNamed(name);
  const made = inputs();
  // First, while counters that the reference has to look at still lie on the host.
  const expected = tf.tidy(() => [...op.reference(made, attrs)]);
  const came = tf.tidy(() => [...(op.run(made, attrs) as readonly tf.Tensor[])]);
  try {
    if (came.map(({ shape }) => shape.join()).join(";") !== expected.map(({ shape }) => shape.join()).join(";")) return Infinity;
    const apart = await Promise.all(came.map(async (output, i) => distance(await values(expected[i]!), await values(output))));
    return Math.max(...apart);
  } finally {
    tf.dispose([made, came, expected]);
  }
}

async function values(tensor: tf.Tensor): Promise<Float32Array> {
  return new Float32Array(await tensor.data<"float32">());
}
