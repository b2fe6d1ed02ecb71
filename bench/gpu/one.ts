/** One measurement in this process: a contender, the device's limits or its correctness, a whole training. The last line printed is the answer, as JSON. */
import { backend } from "./globals";
import { readFile } from "node:fs/promises";
import type { Files, Workload } from "../workload";
import type { TrainOrder } from "./train";

interface Order extends Workload {
  readonly limits?: boolean;
  readonly check?: true | string;
  readonly train?: TrainOrder;
  readonly profile?: boolean;
  readonly tune?: boolean;
  readonly contender: "layerlab" | "layerlab eager" | "model.fit" | "jax-js";
  readonly computes: boolean;
  readonly warmUpMs: number;
  readonly durationMs: number;
}

/** The data sets that were packed lie beside the bundle. */
const files: Files = async (path) => {
  const bytes = await readFile(new URL(`datasets/${path}`, import.meta.url)).catch(() => undefined);
  return bytes ? new Response(new Uint8Array(bytes)) : new Response("", { status: 404 });
};

async function prepare(order: Order) {
  const isEager = order.contender === "layerlab eager";
  if (order.contender === "jax-js") return (await import("../contenders/jax-js")).prepareJaxJs(order, files);
  if (order.contender === "model.fit") return (await import("../contenders/model-fit")).prepareStockFit(order, files);
  if (!order.computes) return (await import("../contenders/layerlab-parts")).prepareOnNothing(order, files, isEager);
  if (isEager) return (await import("../contenders/layerlab-parts")).prepareEager(order, files);
  return (await import("../contenders/layerlab")).prepareLayerlab(order, files);
}

async function answer(order: Order): Promise<object> {
  if (order.limits) return (await import("./limits")).measureLimits(backend !== "null");
  if (order.check) return (await import("./check")).checkDevice(order.check === true ? "" : order.check);
  if (order.train) return (await import("./train")).trainTemplate(order.train, files);
  if (order.profile) return (await import("./profile")).profile(order, files);
  if (order.tune) return (await import("./tune")).tuneProducts();
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
