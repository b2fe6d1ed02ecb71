/** The middle of several rounds, and figures no longer than they are sure. */

/** The mean of the middle two where there is no middle one. */
export function median(values) {
  if (values.length === 0) throw new RangeError("There is no median of nothing.");
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}

export function rounded(value, digits = 3) {
  return Number(value.toPrecision(digits));
}
