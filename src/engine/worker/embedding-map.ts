/** An Embedding seen in a plane, and the neighbours of one of its tokens: computed here, so that the table need not cross. */
import { nearestRows, principalPlane } from "@/analysis/embedding-map";
import { classLeanings, type ClassLeanings } from "@/data/text/class-leanings";
import { specialTokens } from "@/data/text/vocabulary";
import type { EmbeddingMap } from "@/engine/protocol";
import type { PreparedDataset } from "@/engine/worker/data/dataset";
import type { Model } from "@/engine/worker/model";
import { readFloats } from "@/engine/worker/read";
import { noEmbedding } from "@/engine/worker/training/problems";
import { copyOf } from "@/engine/worker/variable";

interface MapCall {
  readonly model: Model;
  readonly data: PreparedDataset;
  readonly nodeId: string;
  /** Of the tokens, the commonest; they stand first in a vocabulary. */
  readonly count: number;
  /** Number of the token whose neighbours are asked for. */
  readonly near?: number | undefined;
}

const neighbourCount = 10;

export async function embeddingMapOf({ model, data, nodeId, count, near }: MapCall): Promise<EmbeddingMap> {
  const weight = model.weights.find((one) => one.nodeId === nodeId && one.spec.name === "embeddings");
  const size = data.loaded.vocabulary?.tokens.length ?? 0;
  if (!weight || size === 0) throw noEmbedding();
  const [rows = 0, width = 0] = weight.value.shape;
  const table = { values: await readWeight(weight.value), width };
  const all = numbered(specialTokens.length, Math.min(rows, size));
  const ids = all.slice(0, count);
  const { classes, strengths } = leaningsOf(data);
  return {
    ids,
    ...principalPlane(table, ids),
    classes: Int32Array.from(ids, (id) => classes[id] ?? -1),
    strengths: Float32Array.from(ids, (id) => strengths[id] ?? 0),
    nearest: near === undefined || near >= rows ? [] : nearestRows(table, near, all, neighbourCount).map(({ row, cosine }) => ({ id: row, cosine })),
  };
}

async function readWeight(value: Parameters<typeof copyOf>[0]): Promise<Float32Array> {
  const copy = copyOf(value);
  try {
    return await readFloats(copy);
  } finally {
    copy.dispose();
  }
}

const numbered = (from: number, to: number) => Int32Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

/** They change with the data only, and every map asks for them. */
const known = new WeakMap<PreparedDataset, ClassLeanings>();
function leaningsOf(data: PreparedDataset): ClassLeanings {
  const { loaded, positions, definition } = data;
  const found = known.get(data) ?? classLeanings(loaded, positions.train, definition.inputShape[0] ?? 0, definition.classNames?.length ?? 0);
  known.set(data, found);
  return found;
}
