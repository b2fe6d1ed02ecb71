import { describe, expect, test } from "vitest";
import { ProblemError } from "@/base/problem";
import { codeLanguages } from "@/interop/code/languages";
import { printJson } from "@/interop/code/json/print-json";
import { printKeras } from "@/interop/code/keras/print-keras";
import { printTorch } from "@/interop/code/pytorch/print-torch";
import { addAfter, addLayer, connect, rename, setConfig } from "@/network/edit";
import { initialSchedule } from "@/network/schedules";
import { initialProject } from "@/project/initial-project";

const project = initialProject("p1");
const withNetwork = (network: typeof project.network) => ({ ...project, network });
const idOf = (name: string, { nodes } = project.network) => nodes.find((node) => node.name === name)!.id;

describe("a project printed as a program", () => {
  test("layers in a row are a Sequential, with Keras' own defaults left out", () => {
    expect(printKeras(project).text).toBe(`"""MNIST MLP: made with Layerlab, for Keras 3."""

import keras
from keras import layers

keras.utils.set_random_seed(1)

model = keras.Sequential(
    [
        keras.Input(shape=(28, 28, 1)),
        layers.Flatten(),
        layers.Dense(128, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ]
)


def train(x, y):
    """MNIST digits. x: (N, 28, 28, 1), scaled to 0 … 1. y: (N,), numbers of classes."""
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.001),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model.fit(
        x,
        y,
        batch_size=64,
        epochs=10,
        validation_split=0.1,
    )
`);
  });

  test("every layer knows its lines in every language", () => {
    for (const language of codeLanguages) {
      const { text, lines } = language.print(project);
      const rows = text.split("\n");
      const dense = lines.get(idOf("dense"))!.flatMap(({ first, last }) => rows.slice(first - 1, last));
      expect([
        language.id,
        dense.length > 0 && dense.every((row) => /dense|Dense/.test(row) && row.includes(language.id === "pytorch" ? "dense" : "128")),
      ]).toEqual([language.id, true]);
    }
  });

  test("wires that part and meet are said with the functional API, and names by variables", () => {
    const around = addLayer(project.network, "Concatenate");
    const joined = connect(connect(around.network, idOf("flatten"), around.id), idOf("dense"), around.id);
    const named = rename(joined, idOf("dense"), "lambda");
    expect(printKeras(withNetwork(named)).text).toContain(`inputs = keras.Input(shape=(28, 28, 1))
flatten = layers.Flatten()(inputs)
layer_lambda = layers.Dense(128, activation="relu", name="lambda")(flatten)
dense_1 = layers.Dense(10, activation="softmax")(layer_lambda)
concatenate = layers.Concatenate()([flatten, layer_lambda])
model = keras.Model(inputs, concatenate)`);
  });

  test("a layer that is not connected yet is applied to nothing", () => {
    const loose = addLayer(project.network, "Dropout");
    expect(printKeras(withNetwork(loose.network)).text).toContain("dropout = layers.Dropout(0.5)(...)");
  });

  test("wires in a circle are a problem in words", () => {
    const circle = connect(project.network, idOf("dense_1"), idOf("flatten"));
    const back = { ...circle, edges: [...project.network.edges, { id: "back", source: idOf("dense_1"), target: idOf("dense"), targetPort: 1 }] };
    for (const { print } of codeLanguages) expect(() => print(withNetwork(back))).toThrow(ProblemError);
  });

  test("penalties, clipping and schedules are said in the words of each program", () => {
    const network = setConfig(project.network, idOf("dense"), { kernelRegularizer: { l1: 0, l2: 0.01 } });
    const training = { ...project.training, schedule: initialSchedule("warmUp"), gradientClip: { kind: "norm", limit: 2 } } as const;
    const keras = printKeras({ ...project, network, training }).text;
    expect(keras).toContain("kernel_regularizer=keras.regularizers.L2(0.01)");
    expect(keras).toContain("global_clipnorm=2");
    expect(keras).toContain("warmup_steps=max(0, warm_up - 1)");
    const torch = printTorch({ ...project, network, training }).text;
    expect(torch).toContain("loss = loss + 0.01 * model.dense.weight.square().sum()");
    expect(torch).toContain("torch.nn.utils.clip_grad_norm_(model.parameters(), 2)");
  });

  test("JSON is a line per layer", () => {
    const { network } = project;
    const more = addAfter(network, idOf("dense"), "Dropout", { config: { rate: 0.25 } }).network;
    expect(printJson(withNetwork(more)).text).toContain(
      '    { "name": "dropout", "className": "Dropout", "inputs": ["dense"], "config": { "rate": 0.25 } },\n',
    );
  });
});
