import { describe, expect, test } from "vitest";
import { datasetConfig, datasetSize } from "@/data/dataset-config";
import { datasetFor, datasets } from "@/data/datasets";
import { dateOf, dateTicks, seasonOf } from "@/data/series/calendar";
import { continueSeries, forecastErrors } from "@/data/series/forecast";
import { seriesChannels, seriesDataset, windowsOf } from "@/data/series/windows";
import { splitDataset } from "@/data/split";

const monthly = { step: "month", first: "1964-05-01" } as const;
const daily = { step: "day", first: "2012-01-01" } as const;

describe("the calendar", () => {
  test("counts days over leap years and months over ends of years", () => {
    expect(dateOf(daily, 59)).toBe("2012-02-29");
    expect(dateOf(daily, 366)).toBe("2013-01-01");
    expect(dateOf(monthly, 0)).toBe("1964-05");
    expect(dateOf(monthly, 8)).toBe("1965-01");
  });

  test("a year goes from 0 to below 1, whatever its length", () => {
    expect(seasonOf(daily, 0)).toBe(0);
    expect(seasonOf(daily, 365)).toBeCloseTo(365 / 366, 12);
    expect(seasonOf(monthly, 2)).toBeCloseTo(0.5, 2);
  });

  test("an axis has no more marks than fit, on first days of months or years", () => {
    expect(dateTicks(daily, 0, 120, 5)).toEqual([
      { at: 0, label: "2012-01" },
      { at: 31, label: "2012-02" },
      { at: 60, label: "2012-03" },
      { at: 91, label: "2012-04" },
    ]);
    expect(dateTicks(daily, 0, 1460, 5).map(({ label }) => label)).toEqual(["2012", "2013", "2014", "2015"]);
    expect(dateTicks(monthly, 0, 671, 4).map(({ label }) => label)).toEqual(["1980", "2000", "2020"]);
  });
});

const series = Float32Array.of(10, 11, 13, 16, 20, 25, 31, 38);
const window = { length: 3, horizon: 2 };

describe("windows", () => {
  test("tell values from the last known one, and ask how far the next lie from it", () => {
    const { inputs, targets, count } = seriesDataset(series, window, monthly);
    expect(count).toBe(4);
    expect(Array.from(inputs.filter((_, i) => i % seriesChannels === 0))).toEqual([-3, -2, 0, -5, -3, 0, -7, -4, 0, -9, -5, 0]);
    expect([...(targets ?? [])]).toEqual([3, 7, 4, 9, 5, 11, 6, 13]);
  });

  test("carry the time of year as a point on a circle", () => {
    const inputs = windowsOf(series, 0, 1, 3, { step: "month", first: "2001-01-01" });
    expect([inputs[1], inputs[2]]).toEqual([0, 1]);
    for (let i = 0; i < 3; i++) expect(Math.hypot(inputs[3 * i + 1] ?? 0, inputs[3 * i + 2] ?? 0)).toBeCloseTo(1, 6);
  });
});

test("what trains lies before what validates, and that before the test part; no target is on both sides of a border", () => {
  const long = Float32Array.from({ length: 120 }, (_, i) => i);
  const data = seriesDataset(long, { length: 10, horizon: 3 }, daily);
  const { train, validation, test: tested } = splitDataset(data, { seed: 5, subset: 1, validationSplit: 0.1, testSplit: 0.2 });
  const targetsOf = (positions: Uint32Array) => new Set([...positions].flatMap((position) => [0, 1, 2].map((ahead) => position + 10 + ahead)));
  const ends = (positions: Uint32Array) => [Math.min(...targetsOf(positions)), Math.max(...targetsOf(positions))] as const;
  expect(ends(train)[1]).toBeLessThan(ends(validation)[0]);
  expect(ends(validation)[1]).toBeLessThan(ends(tested)[0]);
  expect(ends(tested)[1]).toBe(119);
  expect(splitDataset(data, { seed: 6, subset: 1, validationSplit: 0.1, testSplit: 0.2 }).train).toEqual(train);
});

test("of a part, the newest windows train", () => {
  const data = seriesDataset(
    Float32Array.from({ length: 111 }, (_, i) => i),
    { length: 10, horizon: 1 },
    daily,
  );
  const { train } = splitDataset(data, { seed: 1, subset: 0.5, validationSplit: 0, testSplit: 0.01 });
  expect([train[0], train.at(-1)]).toEqual([50, 99]);
});

describe("forecasts", () => {
  test("are judged beside those that need no network", () => {
    const values = Array.from({ length: 40 }, (_, i) => i + (i % 12));
    const windows = { from: 20, count: 2, length: 12, horizon: 1 };
    // From 31 = 38 on: 32 → 40, 33 → 42; a year before: 20 → 28, 21 → 30.
    expect(forecastErrors(values, monthly, windows, [2, 1])).toEqual({ network: 0.5, lastValue: 2, lastYear: 12 });
  });

  test("a year that the series does not reach back to is no floor", () => {
    expect(forecastErrors([1, 2, 3, 4], monthly, { from: 0, count: 1, length: 3, horizon: 1 }, undefined)).toEqual({
      network: undefined,
      lastValue: 1,
      lastYear: undefined,
    });
  });

  test("go on from their own answers, several at a time", async () => {
    const asked: number[] = [];
    const ask = (values: readonly number[]) => {
      asked.push(values.at(-1) ?? 0);
      return Promise.resolve([1, 3]);
    };
    expect(await continueSeries([5, 7], ask, 5)).toEqual([8, 10, 11, 13, 14]);
    expect(asked).toEqual([7, 10, 13]);
  });
});

describe.each(datasets.filter(({ kind }) => kind === "series"))("$id", (dataset) => {
  const count = dataset.series?.count ?? 0;
  const file = new Uint8Array(Float32Array.from({ length: count }, (_, i) => i).buffer);

  test("its examples are as long and as many as its settings say", async () => {
    const config = datasetConfig(dataset, { length: 7, horizon: 3 });
    const { inputShape, targetShape } = datasetFor({ datasetId: dataset.id, config });
    expect([inputShape, targetShape]).toEqual([[7, seriesChannels], [3]]);
    const loaded = await dataset.load(config, 1, { read: () => Promise.resolve(file) });
    expect(datasetSize(dataset, config)).toEqual({ count: loaded.count, testCount: loaded.testCount });
    expect(loaded.inputs.length).toBe(loaded.count * 7 * seriesChannels);
    expect(loaded.targets?.length).toBe(loaded.count * 3);
  });

  test("a file that is cut off is refused", async () => {
    const read = () => Promise.resolve(file.subarray(4));
    await expect(dataset.load({}, 1, { read })).rejects.toThrow("data.series: The data file");
  });
});
