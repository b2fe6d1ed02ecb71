/** Which rows the bench has: every case, and who takes part in it. */

/** Contenders, and the backend on which each of them takes part in a case. */
const contenderBackends = {
  layerlab: ({ backend }) => backend,
  // Recording is what sets them apart, and only WebGPU can.
  "layerlab eager": ({ backend }) => (backend === "webgpu" ? backend : undefined),
  "model.fit": ({ backend, model }) => fitBackend(backend, model),
  "model.fit on our kernels": ({ backend }) => (backend === "wasm" ? backend : undefined),
  "jax-js": ({ backend, model }) => (backend === "webgl" || isText(model) ? undefined : backend),
  convnetjs: ({ backend, model }) => (backend === "wasm" && !isText(model) ? "js" : undefined),
  "brain.js": ({ backend, model }) => (backend === "wasm" && model === "mlp" ? "js" : undefined),
  pytorch: ({ backend, model }) => (backend === "wasm" && model !== "transformer" ? "native" : undefined),
};

const isText = (model) => model === "lstm" || model === "transformer";

/** Stock WebAssembly has no kernel for the gradient of a convolution, so `model.fit` has to stand on the cpu backend there. */
function fitBackend(backend, model) {
  return backend === "wasm" && model === "cnn" ? "cpu" : backend;
}

const usualUnits = 128;
/** Of the LSTM, and the width of a step of the Transformer. */
const textUnits = 64;
const growthBatch = 64;
/** Enough to give a graphics card something to do. */
const gpuGrowthBatch = 512;
const growthContenders = ["layerlab", "model.fit", "jax-js", "pytorch"];

/**
 * All cases, in the order they are measured. Real rows of a GPU only where there is one: on software rendering its shaders
 * would be measured on a processor, which says nothing of any device.
 * @param {{ quick: boolean, realGpu: readonly string[] }} options backends with a real adapter behind them
 */
export function casesOf({ quick, realGpu }) {
  const both = ["mlp b32", "mlp b128", "cnn b8", "cnn b64", "lstm b32", "transformer b8"];
  const cases = [
    ...speed("wasm", "real", both),
    ...realGpu.flatMap((backend) => speed(backend, "real", both)),
    ...speed("webgpu", "overhead", both),
    ...speed("webgl", "overhead", ["mlp b32", "cnn b8"]),
  ];
  const growth = (section, sizes) =>
    sizes.map((size) => ({ section, model: "mlp", batch: growthBatch, units: usualUnits, backend: "wasm", kind: "real", ...size }));
  const batches = quick ? [1, 32, 1024] : [1, 4, 16, 64, 256, 1024];
  const widths = quick ? [16, 128, 1024] : [16, 32, 64, 128, 256, 512, 1024];
  cases.push(
    ...growth(
      "batch",
      batches.map((batch) => ({ batch })),
    ),
    ...growth(
      "width",
      widths.map((units) => ({ units })),
    ),
  );
  return cases.map((one) => ({ ...one, contenders: contendersOf(one) }));
}

/**
 * Cases of a machine with a GPU and no browser: the usual models, a larger Transformer, and the MLP by batch and by width.
 * @param {{ quick: boolean, kind: "real" | "overhead" }} options
 */
export function gpuCasesOf({ quick, kind }) {
  const growth = (section, sizes) =>
    sizes.map((size) => ({ section, model: "mlp", batch: gpuGrowthBatch, units: usualUnits, backend: "webgpu", kind, ...size }));
  const cases = [
    ...speed("webgpu", kind, ["mlp b32", "mlp b128", "cnn b8", "cnn b64", "lstm b32", "transformer b8", "transformer b64"]),
    ...growth(
      "batch",
      (quick ? [8, 128, 2048] : [1, 8, 32, 128, 512, 2048, 8192]).map((batch) => ({ batch })),
    ),
    ...growth(
      "width",
      (quick ? [128, 2048] : [32, 128, 512, 2048, 4096]).map((units) => ({ units })),
    ),
  ];
  return cases.map((one) => ({ ...one, contenders: contendersOf(one) }));
}

function speed(backend, kind, names) {
  return names.map((name) => {
    const [model, batch] = name.split(" b");
    return { section: "speed", model, batch: Number(batch), units: isText(model) ? textUnits : usualUnits, backend, kind };
  });
}

function contendersOf(one) {
  return Object.entries(contenderBackends)
    .map(([contender, backendIn]) => ({ contender, backend: backendIn(one) }))
    .filter(({ contender, backend }) => backend !== undefined && (one.section === "speed" || growthContenders.includes(contender)));
}

/** What `--only` looks at: the case in words, its backend too where a contender stands on another. */
export function wordsOf({ section, model, batch, units, kind, backend }, contender) {
  const name = contender.contender;
  return [section, model, `b${batch}`, `w${units}`, kind, backend, contender.backend, ...name.split(" "), name];
}

/** The cases that have all of the words, and in them the contenders that do. */
export function onlyCases(cases, only) {
  return cases
    .map((one) => ({ ...one, contenders: one.contenders.filter((contender) => hasWords(wordsOf(one, contender), only)) }))
    .filter(({ contenders }) => contenders.length > 0);
}

export function withoutContender(cases, name) {
  return cases
    .map((one) => ({ ...one, contenders: one.contenders.filter(({ contender }) => contender !== name) }))
    .filter(({ contenders }) => contenders.length > 0);
}

export function hasWords(words, only) {
  return only.every((word) => words.includes(word));
}
