/** Random content for round trips: any small trained network, at any point of its run. */
import fc from "@/base/testing/fast-check";
import type { LayerlabContent, LayerlabRun, NamedTensor } from "@/interop/layerlab/content";
import { setConfig } from "@/network/edit";
import { weightsOf } from "@/network/summary";
import { initialProject } from "@/project/initial-project";
import type { ProjectDocument } from "@/project/project";

/** The first project, made small: images of 2×3, few units. */
export function smallProject(units = 3): ProjectDocument {
  const project = initialProject("p1");
  const idOf = (name: string) => project.network.nodes.find((node) => node.name === name)?.id ?? "";
  const network = setConfig(setConfig(project.network, idOf("dense"), { units }), idOf("input"), { shape: [2, 3, 1] } as Parameters<typeof setConfig>[2]);
  return { ...project, network };
}

export function tensorsOf(project: ProjectDocument, value: (i: number) => number, suffix = ""): readonly NamedTensor[] {
  return project.network.nodes.flatMap((node) =>
    weightsOf(project.network, node).map(({ name, shape }) => ({
      name: `${node.name}/${name}${suffix}`,
      shape: [...shape],
      data: Float32Array.from({ length: shape.reduce((product, size) => product * size, 1) }, (_, i) => value(i)),
    })),
  );
}

const float = fc.float({ noNaN: true, noDefaultInfinity: true });
const share = fc.double({ min: 0, max: 1, noNaN: true });
/** -0 does not survive JSON, and no figure is one. */
const figure = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(Number.NaN)).map((value) => (value === 0 ? 0 : value));
const whole = fc.nat(1_000_000);
const optional = <T>(key: string, value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined }).map((one) => (one === undefined ? {} : { [key]: one }));

function runOf(project: ProjectDocument): fc.Arbitrary<LayerlabRun> {
  const column = (length: number) => fc.float32Array({ minLength: length, maxLength: length });
  const epoch = fc
    .tuple(fc.record({ epoch: whole, step: whole, loss: figure }), optional("accuracy", share), optional("valLoss", figure), optional("valAccuracy", share))
    .map((pieces) => Object.assign({}, ...pieces) as LayerlabRun["epochs"][number]);
  const end = fc.oneof(
    fc.constantFrom({ reason: "completed" as const }, { reason: "stopped" as const }),
    fc.record({ reason: fc.constant("earlyStopped" as const), bestEpoch: whole, restored: fc.boolean() }),
    fc.constant({
      reason: "failed" as const,
      problem: { code: "x.y", what: { text: { en: "At {n}", zh: "在 {n}" }, values: { n: 3, who: { en: "a", zh: "b" } } }, detail: "stack" },
    }),
  );
  return fc
    .record({
      seed: float,
      hasBest: fc.boolean(),
      hasAccuracy: fc.boolean(),
      hasWeights: fc.boolean(),
      steps: fc.nat(40),
      whole: fc.tuple(whole, whole, whole, whole),
    })
    .chain(({ seed, hasBest, hasAccuracy, hasWeights, steps, whole: [step, a, b, c] }) =>
      fc
        .tuple(
          fc.array(epoch, { maxLength: 5 }),
          optional("learningRate", share),
          optional("elapsedMs", share),
          optional("epochSoFar", fc.record({ examples: whole, loss: figure, correct: fc.double({ min: 0, max: 1e6, noNaN: true }) })),
          optional("end", end),
          column(steps),
          column(steps),
        )
        .map(([epochs, learningRate, elapsedMs, epochSoFar, ended, loss, rate]): LayerlabRun => ({
          checkpoint: {
            runId: "run-1-abc",
            step,
            weights: tensorsOf(project, (i) => Math.fround(seed / (i + 1))),
            optimizer: tensorsOf(project, (i) => i, ":momentum"),
            ...learningRate,
            ...elapsedMs,
            ...epochSoFar,
            ...(hasBest ? { best: { value: a / 7, epoch: b, sinceEpochs: c, ...(b % 2 ? { weights: tensorsOf(project, () => c) } : {}) } } : {}),
          },
          project,
          epochs,
          curves: {
            firstStep: a,
            loss,
            learningRate: rate,
            ...(hasAccuracy ? { accuracy: loss.map((x) => x / 2) } : {}),
            ...(hasWeights ? { weights: Float32Array.from({ length: 2 * steps }, (_, i) => i / 3) } : {}),
          },
          ...ended,
        })),
    );
}

export const anyContent: fc.Arbitrary<LayerlabContent> = fc.integer({ min: 1, max: 4 }).chain((units) => {
  const project = smallProject(units);
  const words = fc.string({ unit: "grapheme", maxLength: 20 });
  const metrics = fc
    .tuple(
      fc.record({ split: fc.constantFrom("train" as const, "validation" as const, "test" as const), isSample: fc.boolean(), examples: whole, loss: figure }),
      optional("accuracy", share),
    )
    .map((pieces) => Object.assign({}, ...pieces) as LayerlabContent["metrics"][number]);
  return fc
    .tuple(
      fc.record({ metrics: fc.array(metrics, { maxLength: 3 }), classNames: fc.array(fc.record({ en: words, zh: words }), { maxLength: 10 }) }),
      optional("run", runOf(project)),
      optional("preprocessing", fc.constant({ inputShape: [28, 28, 1], normalization: "unit", shift: [0], scale: [1] })),
    )
    .map((pieces) => Object.assign({ project }, ...pieces) as LayerlabContent);
});
