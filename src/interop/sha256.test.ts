import { createHash } from "node:crypto";
import fc from "@/base/testing/fast-check";
import { expect, test } from "vitest";
import { sha256 } from "@/interop/sha256";

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

test("the examples of FIPS 180-4", () => {
  expect(sha256(bytes(""))).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect(sha256(bytes("abc"))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});

test("any bytes of any length hash as they do in Node", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (data) => {
      expect(sha256(data)).toBe(createHash("sha256").update(data).digest("hex"));
    }),
    { numRuns: 300 },
  );
});
