import { strFromU8 } from "fflate";
import { expect, test } from "vitest";
import { writeNpy } from "@/interop/export/proof/npy";

test("an array is as NumPy writes it: values begin at a multiple of 64, behind a header in Python's words", () => {
  const bytes = writeNpy([2, 2], [1, -2, 3, 0.5]);
  const start = 10 + bytes[8]! + 256 * bytes[9]!;
  expect(start % 64).toBe(0);
  expect(strFromU8(bytes.subarray(10, start))).toMatch(/^\{'descr': '<f4', 'fortran_order': False, 'shape': \(2, 2\), \} *\n$/);
  expect([...new Float32Array(bytes.slice(start).buffer)]).toEqual([1, -2, 3, 0.5]);
});

test("one axis is a tuple of one, and bytes have no order", () => {
  const bytes = writeNpy([3], [7, 8, 9], "u1");
  expect(strFromU8(bytes.subarray(10, 128))).toContain("{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }");
  expect(Array.from(bytes.slice(-3))).toEqual([7, 8, 9]);
});
