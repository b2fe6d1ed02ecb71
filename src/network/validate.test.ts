import fc from "@/base/testing/fast-check";
import { describe, expect, test } from "vitest";
import { locales, say } from "@/base/text";
import type { NetworkDocument } from "@/network/document";
import { addAfter, addLayer, connect, disconnect } from "@/network/edit";
import { inferShapes } from "@/network/infer-shapes";
import type { LayerName } from "@/network/layers";
import { outputNode } from "@/network/output-node";
import { anyNetwork } from "@/network/testing/arbitraries";
import { hasErrors, validateNetwork, type NetworkIssue, type NetworkTask } from "@/network/validate";

const digits: NetworkTask = {
  inputShape: [28, 28, 1],
  outputShape: [10],
  classCount: 10,
  loss: "sparseCategoricalCrossentropy",
  losses: ["sparseCategoricalCrossentropy", "categoricalCrossentropy"],
};
const denoise: NetworkTask = { inputShape: [28, 28, 1], outputShape: [28, 28, 1], classCount: 0, loss: "meanSquaredError", losses: ["meanSquaredError"] };

/** Texts of 40 tokens. */
const spam: NetworkTask = {
  inputShape: [40],
  outputShape: [2],
  classCount: 2,
  loss: "sparseCategoricalCrossentropy",
  losses: ["sparseCategoricalCrossentropy"],
  vocabularySize: 500,
};

type Step = readonly [LayerName, Readonly<Record<string, unknown>>?];
/** Layers in a row, behind an Input of 28×28×1 unless another is given. */
function row(steps: readonly Step[], shape: readonly number[] = [28, 28, 1]) {
  let at = addLayer({ nodes: [], edges: [] }, "Input", { config: { shape } });
  const ids = [at.id];
  for (const [name, config] of steps) {
    at = addAfter(at.network, at.id, name, config ? { config } : {});
    ids.push(at.id);
  }
  return { network: at.network, ids };
}
const id = (ids: readonly string[], index: number) => ids[index] ?? "";
const softmax: Step = ["Dense", { units: 10, activation: "softmax" }];
const codes = (issues: readonly NetworkIssue[]) => issues.map((issue) => issue.code);
const only = (network: NetworkDocument, task: NetworkTask | undefined = digits) => {
  const issues = validateNetwork(network, task);
  expect(codes(issues)).toHaveLength(1);
  return issues[0] as NetworkIssue;
};
const words = (issue: NetworkIssue) => say(issue.message, "en");
const label = (issue: NetworkIssue) => (issue.fix ? say(issue.fix.label, "en") : undefined);
const mended = (network: NetworkDocument, issue: NetworkIssue, task = digits) => codes(validateNetwork(issue.fix?.apply(network) ?? network, task));

test("a sound network has no issues", () => {
  expect(validateNetwork(row([["Conv2D"], ["MaxPooling2D"], ["Flatten"], ["Dense"], softmax]).network, digits)).toEqual([]);
  expect(validateNetwork(row([["Conv2DTranspose", { filters: 1, strides: [1, 1], activation: "sigmoid" }]]).network, denoise)).toEqual([]);
});

test("Dense after an image says so on the wire, and offers Flatten with its size, then global pooling", () => {
  const { network, ids } = row([["Conv2D"], ["MaxPooling2D"], softmax]);
  const issue = only(network);
  expect(issue.edgeId).toBe(network.edges.find((edge) => edge.target === ids[3])?.id);
  expect(words(issue)).toBe("Dense needs a flat list of features. Max pool sends 13×13×32.");
  expect(label(issue)).toBe("Insert Flatten → 5,408");
  expect(issue.alternatives?.map((fix) => say(fix.label, "en"))).toEqual(["Insert Global average pool → 32"]);
  expect(mended(network, issue)).toEqual([]);
});

test("a convolution after Flatten offers to take Flatten out, or to make the image again", () => {
  const { network } = row([["Flatten"], ["Conv2D"], ["GlobalAveragePooling2D"], softmax]);
  const issue = only(network);
  expect(label(issue)).toBe("Remove flatten");
  expect(issue.alternatives?.map((fix) => say(fix.label, "en"))).toEqual(["Insert Reshape → 28×28×1"]);
  expect(mended(network, issue)).toEqual([]);
});

describe("on a text", () => {
  const two: Step = ["Dense", { units: 2, activation: "softmax" }];
  const embedding: Step = ["Embedding", { inputDim: 500 }];
  const text = (...steps: Step[]) => row(steps, [40]).network;

  test("a network of Embedding, average and Dense is sound", () => {
    expect(validateNetwork(text(embedding, ["GlobalAveragePooling1D"], two), spam)).toEqual([]);
  });

  test("Dense on token numbers is told that they are names, and offered an Embedding", () => {
    const network = text(two);
    const issue = only(network, spam);
    expect(issue.code).toBe("network.tokens");
    expect(label(issue)).toBe("Insert Embedding");
    expect(mended(network, issue, spam)).toEqual([]);
  });

  test("a layer for sequences right behind the Input is offered an Embedding of the right size", () => {
    const network = text(["GlobalMaxPooling1D"], two);
    const issue = only(network, spam);
    expect(words(issue)).toBe("Max over time needs a sequence of steps × channels. Input sends 40.");
    expect(label(issue)).toBe("Insert Embedding → 40×32");
    expect(mended(network, issue, spam)).toEqual([]);
  });

  test("an Embedding with too small a table offers the right one", () => {
    const network = text(["Embedding", { inputDim: 100 }], ["GlobalAveragePooling1D"], two);
    const issue = only(network, spam);
    expect(issue.severity).toBe("warning");
    expect(label(issue)).toBe("Set vocabulary to 500");
    expect(mended(network, issue, spam)).toEqual([]);
  });

  test("an LSTM at the end is not asked for a softmax inside, but behind it", () => {
    const network = text(embedding, ["LSTM", { units: 2 }]);
    const issue = only(network, spam);
    expect(label(issue)).toBe("Add Softmax");
    expect(mended(network, issue, spam)).toEqual([]);
  });

  test("answers at every step instead of one offer to average over time", () => {
    const network = text(embedding, two);
    const issue = only(network, spam);
    expect(label(issue)).toBe("Insert Average over time");
    expect(mended(network, issue, spam)).toEqual([]);
  });
});

test("a window larger than the image offers padding", () => {
  const { network } = row([["Conv2D", { kernelSize: [31, 31] }], ["Flatten"], softmax]);
  const issue = only(network);
  expect(words(issue)).toBe("Conv2D needs an image of at least 31×31, the size of its window. Input sends 28×28×1.");
  expect(label(issue)).toBe("Set padding to same");
  expect(mended(network, issue)).toEqual([]);
});

test("a layer that nothing makes fit can be taken out again", () => {
  const { network } = row([["Flatten"], ["Dense", { units: 127 }], ["MaxPooling2D"], softmax]);
  const issue = only(network);
  expect(label(issue)).toBe("Remove max_pooling2d");
  expect(mended(network, issue)).toEqual([]);
});

test("where several wires of a merge are at fault, each is mended on its own", () => {
  const { network, ids } = row([["Flatten"], ["Dense", { units: 32 }], ["Dense", { units: 16 }], ["Dense", { units: 8 }], ["Add"], softmax]);
  const tangled = connect(connect(network, id(ids, 2), id(ids, 5)), id(ids, 3), id(ids, 5));
  const first = only(tangled);
  expect(label(first)).toBe("Match units → 8");
  const half = first.fix?.apply(tangled) ?? tangled;
  expect(mended(half, only(half))).toEqual([]);
});

test("Add of unlike lists offers to match the units", () => {
  const { network, ids } = row([["Flatten"], ["Dense", { units: 32 }], ["Dense", { units: 16 }], ["Add"], softmax]);
  const residual = connect(network, id(ids, 2), id(ids, 4));
  const issue = only(residual);
  expect(label(issue)).toBe("Match units → 16");
  expect(issue.edgeId).toBe(residual.edges.find((edge) => edge.source === ids[2] && edge.target === ids[4])?.id);
  expect(issue.alternatives?.map((fix) => say(fix.label, "en"))).toEqual(["Insert Dense → 16"]);
  expect(mended(residual, issue)).toEqual([]);
});

test("Add of images with other channels offers a 1×1 convolution, with a stride where the image has shrunk", () => {
  const { network, ids } = row([
    ["BatchNormalization"],
    ["Conv2D", { filters: 16, strides: [2, 2], padding: "same" }],
    ["Add"],
    ["GlobalAveragePooling2D"],
    softmax,
  ]);
  const residual = connect(network, id(ids, 1), id(ids, 3));
  // Channels of 1 would be spread over the others; height and width may not.
  const issue = only(residual);
  expect(label(issue)).toBe("Insert 1×1 Conv2D, stride 2 → 16");
  expect(mended(residual, issue)).toEqual([]);
});

test("Reshape to another number of values offers the right one", () => {
  const { network } = row([["Reshape", { targetShape: [100] }], softmax]);
  const issue = only(network);
  expect(label(issue)).toBe("Set shape to 28×28×1");
  expect(words(issue)).toBe("Reshape needs 100 values per example. Input sends 28×28×1.");
});

test("a cycle is shown on the wire that closes it, and removing it mends the network", () => {
  const { network, ids } = row([["Flatten"], ["Dense", { units: 784 }], ["Add"], ["Dense", { units: 784 }], softmax]);
  const looped = connect(network, id(ids, 4), id(ids, 3));
  const issue = validateNetwork(looped, digits).find(({ code }) => code === "network.cycle");
  expect(issue?.edgeId).toBe(looped.edges.find((edge) => edge.source === ids[4] && edge.target === ids[3])?.id);
  expect(inferShapes(issue?.fix?.apply(looped) ?? looped).cyclic).toEqual([]);
});

test("without an Input, one of the data's shape is offered and connected", () => {
  const { network, ids } = row([["Flatten"], softmax]);
  const orphan = { nodes: network.nodes.slice(1), edges: network.edges.filter((edge) => edge.source !== ids[0]) };
  const issue = validateNetwork(orphan, digits).find(({ code }) => code === "network.noInput");
  expect(issue && mended(orphan, issue)).toEqual([]);
});

test("a second Input is led back to the first", () => {
  const { network, ids } = row([["Flatten"], ["Dense", { units: 10 }], ["Add"], softmax]);
  const second = addLayer(network, "Input", { config: { shape: [10] } });
  const issue = only(connect(second.network, second.id, id(ids, 3)));
  expect(issue.code).toBe("network.severalInputs");
  expect(issue.nodeId).toBe(second.id);
});

describe("on examples of a source and a target", () => {
  const dates: NetworkTask = {
    inputShape: [30],
    inputParts: { source: [20], target: [10] },
    outputShape: [10, 40],
    classCount: 0,
    loss: "sparseCategoricalCrossentropy",
    losses: ["sparseCategoricalCrossentropy"],
    vocabularySize: 40,
  };
  /** Target → Embedding → attention over the embedded source → Dense; `parts`: what the two Inputs take, with how many steps. */
  function translator(...[first, second]: readonly (readonly [part: string, steps: number])[]): NetworkDocument {
    const input = (network: NetworkDocument, [part, steps]: readonly [string, number]) =>
      addLayer(network, "Input", { config: { part, shape: [steps] } as never });
    const source = input({ nodes: [], edges: [] }, first ?? ["source", 20]);
    const read = addAfter(source.network, source.id, "Embedding", { config: { inputDim: 40 } });
    if (!second) return addAfter(addAfter(read.network, read.id, "LSTM", { config: { returnSequences: true } }).network, "lstm", "Dense").network;
    const target = input(read.network, second);
    const known = addAfter(target.network, target.id, "Embedding", { config: { inputDim: 40 } });
    const across = addAfter(known.network, known.id, "MultiHeadAttention");
    const answer = addAfter(across.network, across.id, "Dense", { config: { units: 40, activation: "softmax" } });
    return connect(answer.network, read.id, across.id);
  }

  test("an encoder with a decoder is sound", () => {
    expect(validateNetwork(translator(["source", 20], ["target", 10]), dates)).toEqual([]);
  });

  test("a second Input that takes nothing of its own yet is offered the part that is left", () => {
    const network = translator(["source", 20], ["whole", 10]);
    const issue = validateNetwork(network, dates).find(({ code }) => code === "network.severalInputs")!;
    expect(words(issue)).toBe("input takes the data already: source. The same data cannot enter twice.");
    expect(label(issue)).toBe("Take: target so far, 10");
    expect(mended(network, issue, dates)).toEqual([]);
  });

  test("an Input of the wrong size is set to that of its part", () => {
    const network = translator(["source", 20], ["target", 12]);
    const issue = validateNetwork(network, dates).find(({ code }) => code === "network.inputShape")!;
    expect(label(issue)).toBe("Set shape to 10");
    expect(mended(network, issue, dates)).toEqual([]);
  });

  test("data of one part leave nothing for an Input that asks for a target, and whole examples are no part", () => {
    const alone = row([["Flatten"], softmax]);
    const asking = {
      ...alone.network,
      nodes: alone.network.nodes.map((node) => (node.className === "Input" ? { ...node, config: { ...node.config, part: "target" as const } } : node)),
    };
    const issue = only(asking);
    expect(issue.code).toBe("network.inputPart");
    expect(mended(asking, issue)).toEqual([]);
    expect(codes(validateNetwork(translator(["whole", 30]), dates))).toContain("network.inputPart");
  });

  test("a network that never reads the source is warned", () => {
    const network = row(
      [
        ["Embedding", { inputDim: 40 }],
        ["LSTM", { returnSequences: true }],
        ["Dense", { units: 40, activation: "softmax" }],
      ],
      [10],
    ).network;
    const onlyTarget = {
      ...network,
      nodes: network.nodes.map((node) => (node.className === "Input" ? { ...node, config: { ...node.config, part: "target" as const } } : node)),
    };
    const issue = only(onlyTarget, dates);
    expect(issue).toMatchObject({ code: "network.sourceUnread", severity: "warning" });
  });
});

test("layers without a wire in, merges of one, and results that nobody uses are named on their cards", () => {
  const { network, ids } = row([["Flatten"], softmax]);
  const loose = addLayer(network, "Dropout");
  expect(only(loose.network)).toMatchObject({ code: "network.unconnected", nodeId: loose.id });
  expect(mended(loose.network, only(loose.network))).toEqual([]);

  const merge = row([["Flatten"], ["Add"], softmax]);
  expect(only(merge.network)).toMatchObject({ code: "network.mergeOfOne", nodeId: id(merge.ids, 2) });
  expect(mended(merge.network, only(merge.network))).toEqual([]);

  const side = addLayer(network, "Dense");
  const branch = connect(side.network, id(ids, 1), side.id);
  expect(codes(validateNetwork(branch, digits))).toContain("network.severalOutputs");

  const cut = disconnect(network, [network.edges[0]?.id ?? ""]);
  const unused = validateNetwork(cut, digits).find(({ code }) => code === "network.unusedInput");
  expect(unused && mended(cut, unused)).toEqual([]);
});

test("an Input of another shape than the data is set to theirs", () => {
  const { network } = row([["Dense"], softmax], [784]);
  const issue = only(network);
  expect(words(issue)).toBe("The data are 28×28×1 per example; this Input is made for 784.");
  expect(mended(network, issue)).toEqual(["network.shape"]);
});

describe("the last layer", () => {
  test("must have a unit per class; the one that decides is found behind layers that keep the size", () => {
    const { network, ids } = row([["Flatten"], ["Dense", { units: 12 }], ["Activation", { activation: "softmax" }]]);
    const issue = only(network);
    expect(words(issue)).toBe("The network ends in 12, but this loss and 10 classes ask for 10.");
    expect(label(issue)).toBe("Match units → 10");
    expect(issue.nodeId).toBe(id(ids, 3));
    expect(mended(network, issue)).toEqual([]);
  });

  test("of an image network is completed with a Dense", () => {
    const { network } = row([["Conv2D"], ["MaxPooling2D"]]);
    const issue = only(network);
    expect(issue.alternatives?.map((fix) => say(fix.label, "en")) ?? []).toEqual([]);
    expect(label(issue)).toBe("Add Dense → 10");
    expect(mended(network, issue)).toEqual([]);
  });

  test("must give images where images are the target", () => {
    const { network } = row([["Flatten"], ["Dense", { units: 784, activation: "sigmoid" }]]);
    const issue = only(network, denoise);
    expect(label(issue)).toBe("Add Reshape → 28×28×1");
    expect(mended(network, issue, denoise)).toEqual([]);
    const half = row([["Conv2D", { filters: 3, padding: "same", strides: [2, 2] }]]);
    expect(label(only(half.network, denoise))).toBe("Add Upsample → 28×28×1");
    expect(mended(half.network, only(half.network, denoise), denoise)).toEqual([]);
    const wide = row([["Conv2D", { filters: 3, padding: "same" }]]);
    expect(label(only(wide.network, denoise))).toBe("Match filters → 1");
  });

  test("without softmax is a warning, mended by setting or adding it", () => {
    const set = row([["Flatten"], ["Dense", { units: 10, activation: "linear" }]]);
    const issue = only(set.network);
    expect(issue.severity).toBe("warning");
    expect(hasErrors([issue])).toBe(false);
    expect(label(issue)).toBe("Set activation to Softmax");
    expect(mended(set.network, issue)).toEqual([]);
    const added = row([["Flatten"], ["Dense", { units: 10, activation: "softmax" }], ["BatchNormalization"]]);
    expect(label(only(added.network))).toBe("Add Softmax");
    expect(mended(added.network, only(added.network))).toEqual([]);
  });
});

test("a loss that the targets do not allow is named, and the usual one offered", () => {
  const { network } = row([["Flatten"], softmax]);
  const issue = only(network, { ...digits, loss: "meanSquaredError" });
  expect(issue).toMatchObject({ code: "network.loss", fix: { loss: "sparseCategoricalCrossentropy" } });
});

test("networks too large to train are refused with the layer that makes them so", () => {
  const { network, ids } = row([["Flatten"], ["Dense", { units: 4096 }], ["Dense", { units: 4096 }], softmax]);
  expect(only(network)).toMatchObject({ code: "network.tooManyParams", nodeId: id(ids, 3) });
  const image = row([["Conv2D", { filters: 64 }], ["Flatten"], ["Dense", { units: 512 }], softmax]);
  expect(label(only(image.network))).toBe("Insert Max pool 4×4 before it");
  expect(mended(image.network, only(image.network))).toEqual([]);
  const blown = row([["UpSampling2D", { size: [8, 8] }], ["UpSampling2D", { size: [8, 8] }], ["Conv2D"], ["GlobalAveragePooling2D"], softmax]);
  expect(codes(validateNetwork(blown.network, digits))).toEqual(["network.tooManyValues"]);
  expect(codes(validateNetwork(row(Array.from({ length: 70 }, (): Step => ["Dropout"])).network))).toContain("network.tooManyLayers");
});

test("a network without weights has nothing to learn", () => {
  expect(codes(validateNetwork(row([["Flatten"]]).network))).toEqual(["network.nothingToLearn"]);
  const line = { ...denoise, inputShape: [1], outputShape: [1] };
  for (const bare of [row([["Dropout"]], [1]).network, row([], [1]).network]) {
    expect(label(only(bare, line))).toBe("Add Dense → 1");
    expect(mended(bare, only(bare, line), line)).toEqual([]);
  }
});

test("the output is the last end behind the Input, not a loose layer", () => {
  const { network, ids } = row([["Flatten"], softmax]);
  expect(outputNode(addLayer(network, "Dense").network)?.id).toBe(ids[2]);
});

test("any network whatsoever is judged without throwing; every issue speaks both languages and every fix gives a network", () => {
  fc.assert(
    fc.property(anyNetwork, fc.constantFrom(digits, denoise, undefined), (network, task) => {
      for (const issue of validateNetwork(network, task)) {
        for (const locale of locales) expect(say(issue.message, locale)).not.toMatch(/[{}]|undefined/);
        for (const fix of [issue.fix, ...(issue.alternatives ?? [])]) {
          if (!fix) continue;
          for (const locale of locales) expect(say(fix.label, locale)).not.toMatch(/[{}]|undefined/);
          const after = fix.apply(network);
          expect(after === network && fix.loss === undefined).toBe(false);
          expect(() => validateNetwork(after, task)).not.toThrow();
        }
      }
    }),
    { numRuns: 100 },
  );
});
