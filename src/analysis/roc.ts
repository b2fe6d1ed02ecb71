/**
 * How well scores tell one class from all others, whatever the threshold: the ROC curve and the area under it, as scikit-learn's
 * `roc_curve` and `roc_auc_score` have them.
 */

/** Points from (0, 0) to (1, 1): only those at which the curve turns. */
export interface RocCurve {
  /** Share of the others that are taken for the class, and share of the class that is found. */
  readonly falsePositiveRate: Float32Array;
  readonly truePositiveRate: Float32Array;
  /** Scores from which on an example is taken for the class; the first is infinite. */
  readonly thresholds: Float32Array;
  /** Probability that an example of the class scores above another, ties counting half; NaN where there are none of either. */
  readonly auc: number;
  readonly positives: number;
}

export interface RocReport {
  readonly perClass: readonly RocCurve[];
  /** Means over the classes that have an area: plain, and weighted by how many examples they have. NaN without any. */
  readonly macro: number;
  readonly weighted: number;
}

/** `scores` [N]: float32, the higher the more likely the class. `isPositive`: whether example i is of it. */
export function rocCurve(scores: Float32Array, isPositive: (i: number) => boolean): RocCurve {
  const sorted = sortedWithTruth(scores, isPositive);
  const positives = sorted.reduce((sum, key) => sum + (key % 2), 0);
  const negatives = sorted.length - positives;
  const corners = { fp: [0], tp: [0], threshold: [Infinity] };
  let [fp, tp, area] = [0, 0, 0];
  let [stepFp, stepTp] = [0, 0];
  for (let i = sorted.length - 1; i >= 0;) {
    const score = Math.floor(sorted[i]! / 2);
    const [beforeFp, beforeTp] = [fp, tp];
    for (; i >= 0 && Math.floor(sorted[i]! / 2) === score; i--) {
      if (sorted[i]! % 2 === 1) tp++;
      else fp++;
    }
    area += ((fp - beforeFp) * (tp + beforeTp)) / 2;
    const isStraightOn = corners.fp.length > 1 && stepFp * (tp - beforeTp) === stepTp * (fp - beforeFp);
    [stepFp, stepTp] = [fp - beforeFp, tp - beforeTp];
    if (isStraightOn) for (const list of [corners.fp, corners.tp, corners.threshold]) list.pop();
    corners.fp.push(fp);
    corners.tp.push(tp);
    corners.threshold.push(scoreOf(score));
  }
  return {
    falsePositiveRate: Float32Array.from(corners.fp, (count) => count / negatives),
    truePositiveRate: Float32Array.from(corners.tp, (count) => count / positives),
    thresholds: Float32Array.from(corners.threshold),
    auc: positives > 0 && negatives > 0 ? area / positives / negatives : Number.NaN,
    positives,
  };
}

/** One class after the other against all the rest. */
export function rocReport(perClass: readonly RocCurve[]): RocReport {
  const drawn = perClass.filter(({ auc }) => !Number.isNaN(auc));
  const mean = (weight: (curve: RocCurve) => number) => {
    const total = drawn.reduce((sum, curve) => sum + weight(curve), 0);
    return drawn.reduce((sum, curve) => sum + weight(curve) * curve.auc, 0) / total;
  };
  return { perClass, macro: mean(() => 1), weighted: mean(({ positives }) => positives) };
}

/** At most so many points, the ends among them; the area stays that of all. */
export function thinned(curve: RocCurve, most: number): RocCurve {
  const count = curve.thresholds.length;
  if (count <= most) return curve;
  const kept = Array.from({ length: most }, (_, i) => Math.round((i * (count - 1)) / (most - 1)));
  const take = (values: Float32Array) => Float32Array.from(kept, (i) => values[i]!);
  return {
    ...curve,
    falsePositiveRate: take(curve.falsePositiveRate),
    truePositiveRate: take(curve.truePositiveRate),
    thresholds: take(curve.thresholds),
  };
}

const bits = new Uint32Array(1);
const float = new Float32Array(bits.buffer);

/** Ascending: the bits of each score as a whole number that is in the same order, times two, plus one where it is of the class. */
function sortedWithTruth(scores: Float32Array, isPositive: (i: number) => boolean): Float64Array {
  const keys = new Float64Array(scores.length);
  scores.forEach((score, i) => {
    // 0 and −0 are the same score.
    float[0] = score === 0 ? 0 : score;
    const [all = 0] = bits;
    keys[i] = 2 * ((all >>> 31 ? ~all : all | 0x8000_0000) >>> 0) + (isPositive(i) ? 1 : 0);
  });
  return keys.sort();
}

function scoreOf(ordered: number): number {
  bits[0] = ordered >= 0x8000_0000 ? ordered - 0x8000_0000 : ~ordered;
  return float[0]!;
}
