/**
 * How long the rest of a run takes, judged by what its newest steps and epoch ends took. Other programs make some of them slow and a
 * machine that slept makes one endless: the slowest and the fastest quarter do not count.
 */
export interface Forecast {
  /** So many examples were trained in so long. */
  trained(examples: number, ms: number): void;
  /** So long the end of an epoch took, its evaluation above all. */
  epochEnded(ms: number): void;
  /** Undefined while there is too little to judge from. */
  remainingMs(left: { readonly examples: number; readonly epochEnds: number }): number | undefined;
}

/** What takes less says more of the clock than of the device. */
const windowMs = 1000;
const keptWindows = 30;
const keptEnds = 9;

export function createForecast(): Forecast {
  let open = { examples: 0, ms: 0 };
  /** The oldest first. */
  let windows: (typeof open)[] = [];
  /** Shaders and kernels are compiled in the first. */
  let isWarm = false;
  let ends: number[] = [];
  return {
    trained(examples, ms) {
      open = { examples: open.examples + examples, ms: open.ms + ms };
      if (open.ms < windowMs || open.examples === 0) return;
      if (isWarm) windows = [...windows, open].slice(-keptWindows);
      isWarm = true;
      open = { examples: 0, ms: 0 };
    },
    epochEnded(ms) {
      ends = [...ends, ms].slice(-keptEnds);
    },
    remainingMs({ examples, epochEnds }) {
      if (windows.length === 0) return undefined;
      const usual = middleHalf(windows, ({ examples: n, ms }) => ms / n);
      const msPerExample = sum(usual.map(({ ms }) => ms)) / sum(usual.map(({ examples: n }) => n));
      const usualEnds = middleHalf(ends, (ms) => ms);
      return examples * msPerExample + (usualEnds.length > 0 ? epochEnds * (sum(usualEnds) / usualEnds.length) : 0);
    },
  };
}

function middleHalf<T>(values: readonly T[], measure: (value: T) => number): readonly T[] {
  const quarter = Math.floor(values.length / 4);
  return values.toSorted((a, b) => measure(a) - measure(b)).slice(quarter, values.length - quarter);
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
