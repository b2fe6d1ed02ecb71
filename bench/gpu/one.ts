/** One measurement in this process: a contender, or the limits of the device. The last line printed is the answer, as JSON. */
import { backend } from "./globals";
import { readFile } from "node:fs/promises";
import type { Files, Workload } from "../workload";

interface Order extends Workload {
  readonly limits?: boolean;
  readonly contender: "layerlab" | "layerlab eager" | "model.fit";
  readonly computes: boolean;
  readonly warmUpMs: number;
  readonly durationMs: number;
}

/** One shard stands for all: only ten thousand digits were packed. */
const files: Files = async (path) => {
  const file = path.replace(/^mnist\/(?:train|test)-images-\d/, "digits/train-images-0").replace(/^mnist\//, "digits/");
  const bytes = await readFile(new URL(file, import.meta.url)).catch(() => undefined);
  return bytes ? new Response(new Uint8Array(bytes)) : new Response("", { status: 404 });
};

async function prepare(order: Order) {
  const isEager = order.contender === "layerlab eager";
  if (order.contender === "model.fit") return (await import("../contenders/model-fit")).prepareStockFit(order, files);
  if (!order.computes) return (await import("../contenders/layerlab-parts")).prepareOnNothing(order, files, isEager);
  if (isEager) return (await import("../contenders/layerlab-parts")).prepareEager(order, files);
  return (await import("../contenders/layerlab")).prepareLayerlab(order, files);
}

async function answer(order: Order): Promise<object> {
  if (order.limits) return (await import("./limits")).measureLimits(backend !== "null");
  const trainer = await prepare(order);
  await trainer.train(order.warmUpMs);
  const before = process.cpuUsage();
  const trained = await trainer.train(order.durationMs);
  const { user, system } = process.cpuUsage(before);
  return { ...trained, threadMsPerStep: (user + system) / 1000 / trained.steps };
}

try {
  console.log(JSON.stringify(await answer(JSON.parse(process.argv[2] ?? "{}") as Order)));
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
