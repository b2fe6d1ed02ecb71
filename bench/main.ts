/** The page of the benches: measures one contender. A fresh page for each, so that none finds the kernels of another. */
import type { BackendName } from "@/engine/protocol";
import type { Measurement, ModelName } from "./workload";

interface Order {
  readonly contender: "layerlab" | "model.fit";
  readonly backend: BackendName;
  readonly model: ModelName;
  readonly batch: number;
  readonly warmUpSteps: number;
  readonly durationMs: number;
}

async function measure({ contender, backend, model, batch, warmUpSteps, durationMs }: Order): Promise<Measurement> {
  if (contender === "layerlab") return (await import("./layerlab")).measureLayerlab(backend, model, batch, warmUpSteps, durationMs);
  return (await import("./model-fit")).measureModelFit(backend, model, batch, warmUpSteps, durationMs);
}
Object.assign(window, { measure });
