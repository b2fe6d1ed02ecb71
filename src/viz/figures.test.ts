import { describe, expect, test } from "vitest";
import { brief, fixed, grouped, noFigure, percent, powerOfTen, scientific, tickLabel, plain } from "@/viz/figures";

describe("numbers on screen", () => {
  test("thousands are grouped and the minus is a true one", () => {
    expect(grouped(12000)).toBe("12,000");
    expect(grouped(-1234567)).toBe("−1,234,567");
    expect(grouped(999)).toBe("999");
  });
  test("a figure of a million or more is said in few signs, in a table too", () => {
    expect([999_999, 44_329_876, -7.6e17].map((value) => fixed(value, 3).length <= 12)).toEqual([true, true, true]);
    expect(fixed(44_329_876, 3)).toBe(brief(44_329_876));
  });

  test("a value that rounds to zero loses its sign", () => {
    expect(fixed(-0.004, 2)).toBe("0.00");
    expect(fixed(-0.5, 2)).toBe("−0.50");
  });
  test("shares are percentages with a space before the sign", () => {
    expect(percent(0.98875)).toBe("98.9 %");
    expect(percent(1, 0)).toBe("100 %");
  });
  test("what is not a number is a dash, never NaN", () => {
    for (const say of [grouped, percent, brief, scientific, powerOfTen]) expect(say(Number.NaN)).toBe(noFigure);
    expect(fixed(Number.POSITIVE_INFINITY, 2)).toBe(noFigure);
  });
  test("scientific figures have a true minus in the exponent", () => {
    expect(scientific(0.0024)).toBe("2.4e−3");
    expect(scientific(-12000)).toBe("−1.2e4");
    expect(scientific(0)).toBe("0");
  });
  test("a bound is a power of ten that it does not exceed", () => {
    expect([0, 2.98e-7, 3e-7, 9.4e-7, 1, -0.02, 1200].map(powerOfTen)).toEqual(["0", "3·10⁻⁷", "3·10⁻⁷", "1·10⁻⁶", "1·10⁰", "−2·10⁻²", "2·10³"]);
  });
  test("brief keeps about three significant digits at every size", () => {
    expect([0.0000312, 0.0364, 2.3026, 12.34, 456.7, 1240].map(brief)).toEqual(["3.1e−5", "0.036", "2.30", "12.3", "457", "1,240"]);
  });
  test("brief is not off by a fifth where a loss is small, and a figure that is rounded up gets no further digit", () => {
    expect([0.00398, 0.0012, 0.9996, 9.996, 99.96, 999.6].map(brief)).toEqual(["0.0040", "0.0012", "1.00", "10.0", "100", "1,000"]);
  });
  test("plain is brief without zeros that nobody wrote", () => {
    expect([0.005, 0.01, 0.0003, 0.00125, 2, 10, 100, 1200, 0.1, 0, 2.5].map(plain)).toEqual([
      "0.005",
      "0.01",
      "3e−4",
      "0.0013",
      "2",
      "10",
      "100",
      "1,200",
      "0.1",
      "0",
      "2.5",
    ]);
  });
  test("ticks drop what the eye does not need", () => {
    expect([0, 0.05, -0.5, 1, 20, 0.0001, 0.30000000000000004].map(tickLabel)).toEqual(["0", ".05", "−.5", "1", "20", "1e−4", ".3"]);
  });
  test("a tick of many epochs is short and grouped", () => {
    expect([1000, -2500, 50_000, 12_500, 100_000, 2_500_000, 3e12].map(tickLabel)).toEqual(["1,000", "−2,500", "50k", "12.5k", "100k", "2.5M", "3e12"]);
  });
});
