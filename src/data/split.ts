/** Which examples train, which choose between networks, and which stay unseen until the end. */
import { createRng, permutation, seedFromName } from "@/base/rng";
import type { DataSettings } from "@/data/data-settings";
import type { LoadedDataset, Split } from "@/data/define-dataset";

/** Per split, positions in the loaded dataset. No position occurs twice. */
export type SplitPositions = Readonly<Record<Split, Uint32Array>>;
type Counts = Pick<LoadedDataset, "count" | "testCount" | "overlap" | "isTimeline">;
type SplitSettings = Pick<DataSettings, "seed" | "subset" | "validationSplit" | "testSplit">;

/** Sizes alone, without shuffling: what the Data panel shows while a slider moves. */
export function splitCounts({ count, testCount }: Counts, settings: SplitSettings): Readonly<Record<Split, number>> {
  const trainSide = count - testCount;
  const heldOut = testCount > 0 ? 0 : share(trainSide, settings.testSplit);
  const used = Math.max(1, Math.round((trainSide - heldOut) * clamp01(settings.subset)));
  const validation = share(used, settings.validationSplit);
  return { train: used - validation, validation, test: testCount > 0 ? testCount : heldOut };
}

/**
 * Shuffles by the seed, sets the test part aside, takes the subset of the rest and splits off validation.
 * An official test part is taken whole and in its own order, so that figures compare with those in print.
 * Classes are not balanced on purpose (no stratification): with thousands of examples chance is fair, and the counts are shown.
 */
export function splitDataset(counts: Counts, settings: SplitSettings): SplitPositions {
  const trainSide = counts.count - counts.testCount;
  const sizes = splitCounts(counts, settings);
  if (counts.isTimeline) return splitTime(counts.count, sizes, counts.overlap ?? 0);
  const order = permutation(trainSide, createRng(seedFromName(settings.seed, "split")));
  const hasOfficialTest = counts.testCount > 0;
  const testPart = () => Uint32Array.from({ length: counts.testCount }, (_, i) => trainSide + i);
  const validationStart = hasOfficialTest ? 0 : sizes.test;
  const trainStart = validationStart + sizes.validation;
  if (counts.overlap !== undefined && hasOfficialTest) return { ...splitText(trainSide, sizes, counts.overlap, order), test: testPart() };
  return {
    train: order.slice(trainStart, trainStart + sizes.train),
    validation: order.slice(validationStart, trainStart),
    test: hasOfficialTest ? testPart() : order.slice(0, sizes.test),
  };
}

/** Of a running text, validation is one stretch somewhere in it, without what it has in common with the examples that train. */
function splitText(count: number, sizes: Readonly<Record<Split, number>>, overlap: number, order: Uint32Array): Omit<SplitPositions, "test"> {
  const room = count - sizes.validation;
  const start = room > 0 ? (order[0] ?? 0) % (room + 1) : 0;
  const end = start + sizes.validation;
  return {
    train: order.filter((position) => position < start || position >= end).slice(0, sizes.train),
    validation: Uint32Array.from({ length: Math.max(0, sizes.validation - 2 * overlap) }, (_, i) => start + overlap + i),
  };
}

/** Of what follows in time, the newest is for test and the newest before it for validation; what trains is the newest before that. */
function splitTime(count: number, sizes: Readonly<Record<Split, number>>, overlap: number): SplitPositions {
  const testStart = count - sizes.test;
  const validationStart = testStart - sizes.validation;
  // Windows whose targets reach over the border would have seen what they are to be asked.
  const stretch = (from: number, end: number) => Uint32Array.from({ length: Math.max(0, end - from) }, (_, i) => from + i);
  return {
    train: stretch(Math.max(0, validationStart - sizes.train), validationStart - overlap),
    validation: stretch(validationStart, testStart - overlap),
    test: stretch(testStart, count),
  };
}

/** A share of `count`, rounded, that always leaves at least one. */
function share(count: number, part: number): number {
  return Math.min(Math.round(count * clamp01(part)), Math.max(count - 1, 0));
}
function clamp01(value: number): number {
  return Number.isFinite(value) ? Math.min(Math.max(value, 0), 1) : 0;
}
