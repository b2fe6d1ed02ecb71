import fc from "@/base/testing/fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { uploadRows } from "@/engine/worker/data/device-rows";
import { hostRows } from "@/engine/worker/data/raw-source";

beforeAll(async () => {
  await openBackend("wasm");
});

describe("rows gathered on the device are those gathered on the host", () => {
  test("bit by bit, for bytes packed three to a float and for floats", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 11 }),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        fc.boolean(),
        fc.infiniteStream(fc.integer({ min: 0, max: 255 })),
        async (width, count, isBytes, isUnitRange, values) => {
          const taken = Array.from({ length: width * count }, () => values.next().value ?? 0);
          const table = isBytes ? Uint8Array.from(taken) : Float32Array.from(taken, (value) => value / 7);
          const positions = Uint32Array.from({ length: 5 }, (_, i) => (i * 3) % count);
          const device = uploadRows(table, width, isUnitRange);
          const onDevice = device.gather(positions);
          const onHost = hostRows(table, width, isUnitRange).gather(positions);
          expect(onDevice.shape).toEqual(onHost.shape);
          expect(Array.from(onDevice.dataSync())).toEqual(Array.from(onHost.dataSync()));
          onDevice.dispose();
          onHost.dispose();
          device.dispose();
        },
      ),
    );
  });
});
