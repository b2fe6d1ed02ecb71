/** What of a batch of examples an Input takes: all of it, or the part of each row that is its own. */
import * as tf from "@tensorflow/tfjs-core";
import type { LayerNode } from "@/network/document";

/** Rows of two parts hold the source at their front and the target at their end, whatever lies between. */
export function takePart(node: LayerNode, rows: tf.Tensor): tf.Tensor {
  if (node.className !== "Input" || node.config.part === "whole") return rows;
  const { part, shape } = node.config;
  const size = tf.util.sizeFromShape([...shape]);
  const [count = 1, width = 1] = rows.shape;
  const own = tf.slice(rows, [0, part === "source" ? 0 : width - size], [count, size]);
  return shape.length === 1 ? own : tf.reshape(own, [count, ...shape]);
}
