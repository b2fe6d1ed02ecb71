/** Typing and stepping numbers. */
import { expect, test } from "vitest";
import { formatNumber, parseNumber, stepNumber } from "@/ui/number-text";

const log = { integer: false, scale: "log", step: undefined, min: 0, max: 10 } as const;

test("a number is read as people write it, and nothing else is", () => {
  expect(parseNumber("1e-3")).toBe(0.001);
  expect(parseNumber(" 1,000 ")).toBe(1000);
  expect(parseNumber("−2.5")).toBe(-2.5);
  for (const wrong of ["", "3 3", "1,2,3", "abc", "1.2.3", "--1", "1e", "Infinity", "0x10"]) expect(parseNumber(wrong)).toBeUndefined();
});

test("a decimal comma is one, whatever stands before it, and groups of three digits stay groups", () => {
  const read: Readonly<Record<string, number>> = {
    "0,001": 0.001,
    "0,5": 0.5,
    "−1,5": -1.5,
    ",5": 0.5,
    "12,34": 12.34,
    "60,000": 60_000,
    "1 000 000": 1e6,
    "1,234.5": 1234.5,
  };
  for (const [text, value] of Object.entries(read)) expect([text, parseNumber(text)]).toEqual([text, value]);
});

test("digits of a Chinese input method are digits", () => {
  expect([parseNumber("０．０１"), parseNumber("６４"), parseNumber("0。5"), parseNumber("1，000")]).toEqual([0.01, 64, 0.5, 1000]);
});

test("what is shown can be typed back", () => {
  for (const value of [0, 0.001, 1e-7, -3.25, 784, 12_000_000, 0.1 + 0.2]) expect(parseNumber(formatNumber(value))).toBeCloseTo(value, 6);
  expect(formatNumber(0.1 + 0.2)).toBe("0.3");
  expect(formatNumber(1e-7)).toBe("1e-7");
});

test("a rate steps through 1, 2, 5 and down to the least", () => {
  expect(stepNumber(0.001, 1, log)).toBe(0.002);
  expect(stepNumber(0.002, 1, log)).toBe(0.005);
  expect(stepNumber(0.001, -1, log)).toBe(0.0005);
  expect(stepNumber(0.003, -1, log)).toBe(0.002);
  expect(stepNumber(0, 1, log)).toBe(1e-5);
  expect(stepNumber(1e-8, -1, log)).toBe(0);
});

test("a share steps by hundredths without crumbs of floating point", () => {
  const share = { integer: false, scale: "linear", step: undefined, min: 0, max: 1 } as const;
  let value = 0;
  for (let i = 0; i < 3; i++) value = stepNumber(value, 1, share);
  expect(value).toBe(0.03);
  expect(stepNumber(5, -1, { ...share, integer: true, step: 1, max: 100 })).toBe(4);
});
