import fc from "@/base/testing/fast-check";
import { describe, expect, test } from "vitest";
import { linearTicks, logTicks, niceAbove, niceBelow, pxFromValue, steppedDomain, valueFromPx, type Scale } from "@/viz/scales";

describe("scales", () => {
  test("a linear scale puts the ends of its domain on the ends of its range", () => {
    const scale: Scale = { kind: "linear", domain: [0, 10], range: [100, 0] };
    expect([0, 5, 10].map((v) => pxFromValue(scale, v))).toEqual([100, 50, 0]);
  });
  test("a log scale gives every decade the same room and zero no place", () => {
    const scale: Scale = { kind: "log", domain: [0.01, 1], range: [0, 200] };
    expect(pxFromValue(scale, 0.1)).toBeCloseTo(100, 9);
    expect(pxFromValue(scale, 0)).toBeNaN();
  });
  test("pixels lead back to the value they came from", () => {
    fc.assert(
      fc.property(fc.constantFrom("linear" as const, "log" as const), fc.double({ min: 0.001, max: 1000, noNaN: true }), (kind, value) => {
        const scale: Scale = { kind, domain: [0.0005, 2000], range: [300, 12] };
        expect(valueFromPx(scale, pxFromValue(scale, value)) / value).toBeCloseTo(1, 6);
      }),
    );
  });
});

describe("ticks", () => {
  test("the 1-2-5 series brackets every positive value", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), (value) => {
        expect(niceAbove(value)).toBeGreaterThanOrEqual(value * (1 - 1e-8));
        expect(niceBelow(value)).toBeLessThanOrEqual(value * (1 + 1e-8));
        expect(niceAbove(value) / niceBelow(value)).toBeLessThanOrEqual(2.5 + 1e-9);
      }),
    );
  });
  test("values of the series are exact, so that labels are clean", () => {
    expect([niceAbove(0.1), niceAbove(0.011), niceBelow(0.3), niceBelow(0.001)]).toEqual([0.1, 0.02, 0.2, 0.001]);
  });
  test("linear ticks fall on steps within the domain", () => {
    expect(linearTicks([0, 10], 5)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(linearTicks([92, 100], 4)).toEqual([92, 94, 96, 98, 100]);
    expect(linearTicks([-1, 1], 4)).toEqual([-1, -0.5, 0, 0.5, 1]);
  });
  test("log ticks thin out from 1-2-5 to decades to every second decade", () => {
    expect(logTicks([0.02, 1], 6)).toEqual([0.02, 0.05, 0.1, 0.2, 0.5, 1]);
    expect(logTicks([0.001, 10], 6)).toEqual([0.001, 0.01, 0.1, 1, 10]);
    expect(logTicks([1e-12, 1], 7)).toEqual([1e-12, 1e-10, 1e-8, 1e-6, 1e-4, 0.01, 1]);
  });
});

describe("domains move in steps", () => {
  test("a falling loss keeps its axis until it crosses a 1-2-5 step", () => {
    expect(steppedDomain("log", 0.036, 0.9)).toEqual([0.02, 1]);
    expect(steppedDomain("log", 0.021, 0.9)).toEqual([0.02, 1]);
    expect(steppedDomain("log", 0.019, 0.9)).toEqual([0.01, 1]);
  });
  test("a log axis spans a decade at least", () => {
    expect(steppedDomain("log", 2.2, 2.3)).toEqual([0.5, 5]);
  });
  test("domains hold what they are asked to hold", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: 0, max: 1e6, noNaN: true }), (low, extent) => {
        const [from, to] = steppedDomain("linear", low, low + extent);
        const slack = 1e-6 * (Math.abs(low) + extent + 1);
        expect(from).toBeLessThanOrEqual(low + slack);
        expect(to).toBeGreaterThanOrEqual(low + extent - slack);
        expect(to).toBeGreaterThan(from);
      }),
    );
  });
  test("a loss of exactly zero does not break the log axis", () => {
    expect(steppedDomain("log", 0, 4)).toEqual([0.002, 5]);
    expect(steppedDomain("log", 0, 0)).toEqual([0.1, 1]);
  });
});
