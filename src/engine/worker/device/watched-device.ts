/** The device that was opened last, watched: when it is lost, the page is told. */
import * as tf from "@tensorflow/tfjs-core";
import { message } from "@/base/text";
import type { DeviceReport, EngineCalls } from "@/engine/protocol";
import type { Emit } from "@/engine/wire";
import { climb, machineTools } from "@/engine/worker/device/ladder";

export interface WatchedDevice {
  readonly report: DeviceReport | undefined;
  readonly isLost: boolean;
  open(call: EngineCalls["device.open"]["params"]): Promise<DeviceReport>;
  readonly stopWatching: () => void;
}

export function createWatchedDevice(emit: Emit, clock: () => number): WatchedDevice {
  const tools = machineTools(clock);
  let report: DeviceReport | undefined;
  let isLost = false;
  let stopWatching = () => {};
  return {
    get report() {
      return report;
    },
    get isLost() {
      return isLost || isContextLost();
    },
    async open(call) {
      stopWatching();
      const opened = await climb(tools, call);
      report = opened.report;
      stopWatching = opened.backend.onLost((reason) => {
        isLost = true;
        emit("engine.lost", { problem: deviceLost(opened.backend.adapter, reason) });
      });
      return report;
    },
    stopWatching: () => stopWatching(),
  };
}

/** A lost WebGL context answers with garbage at once, before any event tells of it. */
function isContextLost(): boolean {
  const { gpgpu } = tf.backend() as { gpgpu?: { readonly gl: WebGL2RenderingContext } };
  return gpgpu?.gl.isContextLost() ?? false;
}

function deviceLost(adapter: string, reason: string) {
  return {
    code: "device.lost",
    what: message(
      { en: "The graphics device was lost{name}.", zh: "图形设备已丢失{name}。" },
      { name: adapter ? { en: ` (${adapter})`, zh: `（${adapter}）` } : "" },
    ),
    remedy: message({ en: "Training goes on from its last checkpoint.", zh: "训练将从最近的检查点继续。" }),
    detail: reason,
  };
}
