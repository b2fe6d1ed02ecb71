/** Tensor records as a run keeps them. */
import type { TensorRecord } from "@/engine/protocol";

/** Copies that may be given away. */
export function copyRecords(records: readonly TensorRecord[]): TensorRecord[] {
  return records.map((record) => ({ ...record, data: record.data.slice() }));
}

/** Largest magnitude of all values; Infinity when one is not a number. */
export function largestMagnitude(records: readonly TensorRecord[]): number {
  let largest = 0;
  for (const { data } of records) {
    for (const value of data) {
      // NaN fails every comparison, so it is asked for by failing this one.
      if (!(Math.abs(value) <= largest)) largest = Number.isFinite(value) ? Math.abs(value) : Infinity;
    }
  }
  return largest;
}
