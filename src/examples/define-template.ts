/** What a template is: a whole project ready to train, what it teaches, and the figure it must reach. */
import type { Text } from "@/base/text";
import type { DataSettings } from "@/data/data-settings";
import { augmentationOff } from "@/data/data-settings";
import type { NetworkDocument } from "@/network/document";
import { initialOptimizer } from "@/network/optimizers";
import { initialTrainingSettings, type OptimizerChoice, type TrainingSettings } from "@/network/training-settings";

interface TemplateTarget {
  readonly metric: "testAccuracy" | "testLoss" | "trainLoss";
  /** At least this accuracy, or at most this loss. */
  readonly value: number;
  readonly afterEpochs: number;
}

export interface Template {
  readonly id: string;
  readonly title: Text;
  /** One sentence each: what it is, what to watch while it trains, what to try next. */
  readonly what: Text;
  readonly watch: Text;
  readonly tryNext: Text;
  readonly network: NetworkDocument;
  readonly data: DataSettings;
  readonly training: TrainingSettings;
  readonly target: TemplateTarget;
}

interface WrittenTemplate extends Omit<Template, "data" | "training"> {
  readonly data: Pick<DataSettings, "datasetId"> & Partial<DataSettings>;
  readonly training?: Partial<TrainingSettings>;
}

/** What a template does not say is as usual: a fifth for validation, pixels 0 … 1, Adam, ten epochs. */
export function defineTemplate({ data, training, ...template }: WrittenTemplate): Template {
  return {
    ...template,
    data: { config: {}, seed: 1, subset: 1, validationSplit: 0.2, testSplit: 0.2, normalization: "unit", augmentation: augmentationOff, ...data },
    training: { ...initialTrainingSettings(), ...training },
  };
}

export function adam(learningRate: number): OptimizerChoice {
  const { name, config } = initialOptimizer("adam");
  return { name, config: { ...config, learningRate } };
}
export function sgd(learningRate: number): OptimizerChoice {
  const { name, config } = initialOptimizer("sgd");
  return { name, config: { ...config, learningRate } };
}
