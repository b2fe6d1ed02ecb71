import { expect, test } from "vitest";
import { say } from "@/base/text";
import { bytesInWords, cardName, compact, wireName, wireTag, wireWidth } from "@/features/builder/card-words";
import type { LayerNode } from "@/network/document";
import { initialConfig } from "@/network/layers";

test("counts take at most three figures, and never round up into the next unit", () => {
  expect([0, 320, 999, 1000, 18_496, 204_928, 999_600, 2_230_272, 1.5e9].map(compact)).toEqual([
    "0",
    "320",
    "999",
    "1k",
    "18.5k",
    "205k",
    "1M",
    "2.2M",
    "1.5G",
  ]);
});

test("memory is said in decimal units", () => {
  expect([12, 145_640, 2_640_000].map(bytesInWords)).toEqual(["12 B", "146 kB", "2.6 MB"]);
});

test("a wire grows by half a pixel with every power of ten it carries", () => {
  expect([0, 1, 10, 1000].map(wireWidth)).toEqual([1, 1, 1.5, 2.5]);
});

test("one unit is one unit, and several are several", () => {
  const heard = (units: number) => {
    const dense = { id: "n", className: "Dense", name: "dense", config: { ...initialConfig("Dense"), units } } as LayerNode;
    return say(cardName(dense, [null, units], undefined, 0, false), "en");
  };
  expect(heard(1)).toContain("1 unit,");
  expect(heard(8)).toContain("8 units,");
});

test("a card and a wire can be heard whole, in both languages", () => {
  const node = { id: "n1", className: "Dense", name: "dense_1", config: initialConfig("Dense") } as LayerNode;
  const cost = { params: 650, trainableParams: 650, macs: 640, activationBytes: 40 };
  expect(say(cardName(node, [null, 64], cost, 1, true), "en")).toBe(
    "Dense, dense_1, 64 units, ReLU, gives (None, 64), 650 parameters, needs attention, chosen",
  );
  expect(say(cardName(node, undefined, undefined, 0, false), "zh")).toBe("全连接，dense_1，64 个单元，ReLU");
  const wire = wireName({ en: "Max pool", zh: "最大池化" }, { en: "Conv2D", zh: "卷积" }, [null, 13, 13, 32], false);
  expect(say(wire, "en")).toBe("Wire from Max pool to Conv2D, carries (None, 13, 13, 32)");
  expect(wireTag([null, 13, 13, 32])).toBe("13×13×32");
  expect(wireTag(undefined)).toBe("?");
});
