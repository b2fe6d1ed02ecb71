import { describe, expect, test } from "vitest";
import { say } from "@/base/text";
import type { CodeSource } from "@/interop/code/code-source";
import { printTorch } from "@/interop/code/pytorch/print-torch";
import { readTorch } from "@/interop/code/pytorch/read-torch";
import { addLayer, setConfig } from "@/network/edit";
import { initialProject } from "@/project/initial-project";

const project = initialProject("p1");
const empty: CodeSource = { ...project, network: { nodes: [], edges: [] } };

/** `conv2d(input)`: each layer with what it reads. */
function wired(text: string): readonly string[] {
  const { source, problems } = readTorch(text, empty);
  expect(problems.map(({ what }) => say(what, "en"))).toEqual([]);
  const { nodes, edges } = source!.network;
  const nameOf = (id: string) => nodes.find((node) => node.id === id)?.name ?? "?";
  return nodes.map(({ id, name, config }) => {
    const inputs = edges.filter(({ target }) => target === id).sort((a, b) => a.targetPort - b.targetPort);
    return `${name}(${inputs.map((edge) => nameOf(edge.source)).join(", ")})${"activation" in config ? ` ${config.activation}` : ""}`;
  });
}

describe("a program of PyTorch", () => {
  test("a module of a course: layers made once, activations as functions, flattened by view", () => {
    expect(
      wired(`
import torch
import torch.nn as nn
import torch.nn.functional as F

class Net(nn.Module):
    def __init__(self, hidden=50):
        super(Net, self).__init__()
        self.conv1 = nn.Conv2d(1, 10, kernel_size=5)
        self.conv2 = nn.Conv2d(10, 20, kernel_size=3, padding=1)
        self.fc1 = nn.Linear(320, hidden)
        self.fc2 = nn.Linear(hidden, 10)

    def forward(self, x):
        x = F.relu(F.max_pool2d(self.conv1(x), 2))
        x = F.relu(self.conv2(x))
        x = F.dropout(x, p=0.2, training=self.training)
        x = x.view(x.size(0), -1)
        x = torch.relu(self.fc1(x))
        return F.softmax(self.fc2(x), dim=1)
`),
    ).toEqual([
      "input()",
      "conv2d(input) linear",
      "max_pooling2d(conv2d)",
      "activation(max_pooling2d) relu",
      "conv2d_1(activation) relu",
      "dropout(conv2d_1)",
      "flatten(dropout)",
      "dense(flatten) relu",
      "dense_1(dense) softmax",
    ]);
  });

  test("modules in a row, and a block of one's own with a wire round it", () => {
    expect(
      wired(`
import torch
from torch import nn

class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(8, 8, 3, padding=1, bias=False), nn.BatchNorm2d(8), nn.ReLU())
    def forward(self, x):
        return x + self.body(x)

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.start = nn.Conv2d(1, 8, 3, stride=2)
        self.block = Block()
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.end = nn.Sequential(nn.Flatten(), nn.Linear(8, 10), nn.Softmax(dim=1))
    def forward(self, x):
        return self.end(self.pool(self.block(self.start(x))))
`),
    ).toEqual([
      "input()",
      "conv2d(input) linear",
      "conv2d_1(conv2d) linear",
      "batch_normalization(conv2d_1)",
      "activation(batch_normalization) relu",
      "add(conv2d, activation)",
      "global_average_pooling2d(add)",
      "dense(global_average_pooling2d) softmax",
    ]);
  });

  const course = (modules: readonly string[], forward: readonly string[]) =>
    [
      "import torch",
      "from torch import nn",
      "import torch.nn.functional as F",
      "class Net(nn.Module):",
      "    def __init__(self):",
      "        super().__init__()",
      ...modules.map((line) => `        ${line}`),
      "    def forward(self, x):",
      ...forward.map((line) => `        ${line}`),
    ].join("\n");
  /** `LSTM 5`: classes, and what says most about them, of a network for seven tokens. */
  function readSteps(modules: readonly string[], forward: readonly string[]): readonly string[] {
    const words = addLayer({ nodes: [], edges: [] }, "Input", { config: { shape: [7] } }).network;
    const { source, problems } = readTorch(course(modules, forward), { ...project, network: words });
    expect(problems.map(({ what }) => say(what, "en"))).toEqual([]);
    return source!.network.nodes.map(({ className, config }) =>
      [
        className,
        ...["units", "filters", "padding", "returnSequences", "layer", "outputDim", "activation"].flatMap((key) =>
          key in config ? String((config as unknown as Record<string, unknown>)[key]) : [],
        ),
      ].join(" "),
    );
  }

  test("recurrent layers as courses write them: the last step by its index, or by the states", () => {
    const words = "self.words = nn.Embedding(20, 6)";
    expect(
      readSteps(
        [words, "self.lstm = nn.LSTM(6, 5, num_layers=2, batch_first=True)", "self.out = nn.Linear(5, 3)"],
        ["y, (h, c) = self.lstm(self.words(x))", "return self.out(y[:, -1])"],
      ),
    ).toEqual(["Input", "Embedding 6", "LSTM 5 true tanh", "LSTM 5 false tanh", "Dense 3 linear"]);
    expect(
      readSteps(
        [words, "self.gru = nn.GRU(6, 5, batch_first=True, bidirectional=True)", "self.out = nn.Linear(10, 3)"],
        ["_, h = self.gru(self.words(x))", "return self.out(torch.cat([h[-2], h[-1]], dim=1))"],
      ),
    ).toEqual(["Input", "Embedding 6", "Bidirectional 5 false GRU tanh", "Dense 3 linear"]);
  });

  test("windows over steps, causal by the zeros before them", () => {
    expect(
      readSteps(
        ["self.words = nn.Embedding(20, 6)", "self.conv = nn.Conv1d(6, 4, 3)", "self.out = nn.Linear(4, 3)"],
        ["y = F.relu(self.conv(F.pad(self.words(x).transpose(1, 2), (2, 0))))", "y = F.max_pool1d(y, 2).transpose(1, 2)", "return self.out(y.mean(dim=1))"],
      ),
    ).toEqual(["Input", "Embedding 6", "Conv1D 4 causal relu", "MaxPooling1D valid", "GlobalAveragePooling1D", "Dense 3 linear"]);
  });

  test("a step that is not the last is said to be none of ours", () => {
    const text = course(["self.gru = nn.GRU(1, 5, batch_first=True, bidirectional=True)"], ["y, h = self.gru(x)", "return y[:, -1]"]);
    const series = addLayer({ nodes: [], edges: [] }, "Input", { config: { shape: [7, 1] } }).network;
    const { source, problems } = readTorch(text, { ...project, network: series });
    expect([source, problems.map(({ what }) => say(what, "en")).join()]).toEqual([undefined, expect.stringContaining("in one direction")]);
  });

  test("an edited line changes that layer, and settings without a word there stay", () => {
    const hidden = project.network.nodes.find(({ name }) => name === "dense")!;
    const source = { ...project, network: setConfig(project.network, hidden.id, { kernelInitializer: "heNormal" }) };
    const printed = printTorch(source);
    const { source: after, lines } = readTorch(printed.text.replace("nn.Linear(784, 128)", "nn.Linear(784, 16)"), source);
    // Where it is made and where it is called, as they were printed.
    expect(lines.get(hidden.id)).toEqual(printed.lines.get(hidden.id));
    expect(after!.network).toEqual(setConfig(source.network, hidden.id, { units: 16 }));
  });

  test.each([
    ["self.a = nn.Linaer(3, 4)", "return self.a(x)", "Linaer is not known here. Is Linear meant?"],
    ["self.a = nn.LSTM(3, 4)", "return self.a(x.flatten(1))", "LSTM takes batch_first=True here."],
    ["self.a = nn.Bilinear(3, 4, 5)", "return self.a(x)", "Bilinear is not"],
    ["self.a = nn.Conv2d(1, 4, 5, padding=1)", "return self.a(x)", "Conv2d takes a padding of 0"],
    ["pass", "return self.b(y)", "y is not defined."],
  ])("%s; %s", (made, called, what) => {
    const text = `import torch\nfrom torch import nn\nclass Net(nn.Module):\n    def __init__(self):\n        ${made}\n    def forward(self, x):\n        ${called}\n`;
    const { source, problems } = readTorch(text, empty);
    expect(source).toBeUndefined();
    expect(problems.map((problem) => say(problem.what, "en")).join()).toContain(what);
  });
});
