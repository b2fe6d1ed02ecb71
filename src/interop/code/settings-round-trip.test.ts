import fc from "@/base/testing/fast-check";
import { expect, test } from "vitest";
import { codeLanguages } from "@/interop/code/languages";
import { lossNames } from "@/network/losses";
import { optimizerNames, optimizerOf } from "@/network/optimizers";
import { scheduleNames, scheduleOf } from "@/network/schedules";
import { configOf } from "@/network/testing/arbitraries";
import { asWritten } from "@/network/testing/runnable-networks";
import { earlyStoppingFields, gradientClipFields, trainingFields } from "@/network/training-fields";
import { initialProject } from "@/project/initial-project";
import { parseProject } from "@/project/parse-project";

const project = initialProject("p1");
const settingsOf = (fields: Parameters<typeof configOf>[0]) => configOf(fields).map(asWritten);

const anyTraining = fc
  .record({
    common: settingsOf(trainingFields),
    loss: fc.constantFrom(...lossNames),
    optimizer: fc.constantFrom(...optimizerNames).chain((name) => settingsOf(optimizerOf(name).fields).map((config) => ({ name, config }))),
    schedule: fc.constantFrom(...scheduleNames).chain((name) => settingsOf(scheduleOf(name).fields).map((config) => ({ name, config }))),
    gradientClip: settingsOf(gradientClipFields),
    earlyStopping: settingsOf(earlyStoppingFields),
    isFull: fc.boolean(),
  })
  .map(({ common, isFull, ...rest }) => parseProject({ ...project, training: { ...common, ...(isFull ? { batchSize: "full" } : {}), ...rest } }).training);

test.each(codeLanguages.flatMap(({ id, print, read }) => (read ? [{ id, print, read }] : [])))(
  "any settings of training come back from $id as the very same",
  ({ print, read }) => {
    fc.assert(
      fc.property(anyTraining, fc.constantFrom(0, 0.1, 0.25), (training, validationSplit) => {
        const source = { ...project, training, data: { ...project.data, validationSplit } };
        const { source: back, problems } = read(print(source).text, source);
        expect(problems).toEqual([]);
        expect(back!.training).toEqual(training);
        expect(back).toBe(source);
      }),
      { numRuns: 60 },
    );
  },
);
