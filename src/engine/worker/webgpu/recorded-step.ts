/** Records a step for one batch size and lets it prove itself. Whatever goes wrong, the answer says why, and the run goes on without. */
import type { Message } from "@/base/text";
import type { Gpu } from "@/engine/worker/webgpu/backend";
import { queueTrial, type Trial } from "@/engine/worker/webgpu/prove";
import { captureStep, type StepGraph } from "@/engine/worker/webgpu/step-graph";
import { executionWords } from "@/engine/worker/webgpu/words";

export interface RecordedStep {
  readonly graph?: StepGraph;
  readonly reason: Message;
}

interface Trials extends Omit<Trial, "graph"> {
  /** Whether the figures that both ways reported are the same. */
  readonly haveSameFigures: () => Promise<boolean>;
}

export async function recordAndProve(gpu: Gpu, trials: Trials): Promise<RecordedStep> {
  let graph: StepGraph | undefined;
  try {
    const { result, refused } = withinScopes(gpu, () => {
      graph = captureStep(gpu, trials.issue);
      return queueTrial(gpu, { ...trials, graph });
    });
    const [differing] = await result.data<"int32">();
    result.dispose();
    const isSame = differing === 0 && (await trials.haveSameFigures());
    const refusal = await refused;
    if (isSame && graph && !refusal) return { graph, reason: executionWords.captured(graph.commandCount, graph.bytes) };
    graph?.dispose();
    return { reason: refusal ? executionWords.cannotRecord(refusal) : executionWords.differs };
  } catch (error) {
    graph?.dispose();
    return { reason: executionWords.cannotRecord(error instanceof Error ? error.message : String(error)) };
  }
}

/** What the device refuses in here is answered, not told to those who watch for a lost device. */
function withinScopes<T>({ device }: Gpu, work: () => T): { readonly result: T; readonly refused: Promise<string | undefined> } {
  const filters: readonly GPUErrorFilter[] = ["validation", "out-of-memory"];
  for (const filter of filters) device.pushErrorScope(filter);
  let errors: Promise<(GPUError | null)[]> | undefined;
  try {
    return {
      result: work(),
      get refused() {
        return errors!.then((all) => all.find((error) => error !== null)?.message);
      },
    };
  } finally {
    errors = Promise.all(filters.map(() => device.popErrorScope()));
  }
}
