import { describe, expect, test } from "vitest";
import { casesOf, onlyCases } from "./rows.mjs";

const titles = (cases) => cases.map(({ model, batch, backend, kind }) => `${model} b${batch} ${backend} ${kind}`);
const speedOf = (realGpu) => casesOf({ quick: false, realGpu }).filter(({ section }) => section === "speed");

describe("the cases of the bench", () => {
  test("without a graphics card WebGPU is measured in the overhead limit only", () => {
    expect(titles(speedOf([]))).toContain("mlp b32 webgpu overhead");
    expect(titles(speedOf([]))).not.toContain("mlp b32 webgpu real");
  });

  test("with a graphics card it is measured for real, too", () => {
    expect(titles(speedOf(["webgpu"]))).toEqual(expect.arrayContaining(["mlp b32 webgpu overhead", "mlp b32 webgpu real", "cnn b64 webgpu real"]));
  });

  test("no case is there twice", () => {
    const all = casesOf({ quick: false, realGpu: ["webgpu", "webgl"] }).map((one) => JSON.stringify(one));
    expect(new Set(all).size).toBe(all.length);
  });

  test("model.fit takes part in every case, since it is the measure", () => {
    for (const { contenders } of casesOf({ quick: false, realGpu: [] })) expect(contenders.map(({ contender }) => contender)).toContain("model.fit");
  });

  test("stock WebAssembly cannot train a CNN, so model.fit stands on the cpu backend there", () => {
    const [cnn] = onlyCases(speedOf([]), ["cnn", "b8", "real"]);
    expect(cnn.contenders.find(({ contender }) => contender === "model.fit")).toEqual({ contender: "model.fit", backend: "cpu" });
  });

  test("an LSTM is measured for real and in the overhead limit, by those who have one", () => {
    const lstm = onlyCases(casesOf({ quick: false, realGpu: [] }), ["lstm"]);
    expect(titles(lstm)).toEqual(["lstm b32 wasm real", "lstm b32 webgpu overhead"]);
    expect(lstm[0].contenders.map(({ contender }) => contender)).toEqual(["layerlab", "model.fit", "model.fit on our kernels", "pytorch"]);
  });
});

describe("what --only leaves", () => {
  const only = (...words) => onlyCases(casesOf({ quick: false, realGpu: [] }), words);

  test("all words must fit", () => {
    expect(titles(only("speed", "wasm", "mlp", "b32"))).toEqual(["mlp b32 wasm real"]);
  });

  test("a word may pick one contender", () => {
    expect(only("speed", "b128", "wasm", "jax-js")[0].contenders).toEqual([{ contender: "jax-js", backend: "wasm" }]);
  });

  test("the backend of a case brings those along who stand on another", () => {
    const [cnn] = only("speed", "cnn", "b8", "wasm");
    expect(cnn.contenders.map(({ backend }) => backend)).toEqual(expect.arrayContaining(["wasm", "cpu", "js", "native"]));
  });

  test("a part of a word picks nothing: b1 is not b128", () => {
    expect(titles(only("batch", "b1")).every((title) => title.startsWith("mlp b1 "))).toBe(true);
  });

  test("words that fit nothing together leave nothing", () => {
    expect(only("cnn", "b128")).toEqual([]);
  });

  test("no words leave everything", () => {
    expect(only()).toEqual(casesOf({ quick: false, realGpu: [] }));
  });
});
