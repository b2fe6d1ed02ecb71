import { describe, expect, test } from "vitest";
import { ProblemError } from "@/base/problem";
import { say } from "@/base/text";
import type { BackendName } from "@/engine/protocol";
import { climb, type LadderTools } from "@/engine/worker/device/ladder";
import { circlesProject } from "@/engine/worker/testing/projects";

interface Machine {
  /** What each backend is here; absent = it cannot be opened. */
  readonly backends: Partial<
    Record<BackendName, { readonly isSoftware?: boolean; readonly isWrong?: boolean; readonly speed?: number; readonly adapter?: string }>
  >;
}

function machine({ backends }: Machine) {
  const opened: BackendName[] = [];
  let current: BackendName = "cpu";
  const tools: LadderTools = {
    open(name) {
      const found = backends[name];
      if (!found) return Promise.reject(new ProblemError({ code: `device.${name}`, what: { text: { en: "Not here.", zh: "这里没有。" } } }));
      opened.push(name);
      current = name;
      return Promise.resolve({ name, adapter: found.adapter ?? "", isSoftware: found.isSoftware ?? false, onLost: () => () => {} });
    },
    passesSelfTest: () => Promise.resolve(backends[current]?.isWrong !== true),
    measureSpeed: () => Promise.resolve(backends[current]?.speed),
  };
  return { tools, opened, current: () => current };
}
const project = circlesProject();
const auto = { preference: "auto", avoid: [], project } as const;
const everywhere = { wasm: { speed: 100 }, cpu: { speed: 5 } };

describe("the ladder", () => {
  test("a real graphics card that is faster on this network is taken, with the figures", async () => {
    const { tools, current } = machine({ backends: { ...everywhere, webgpu: { speed: 900, adapter: "Apple M2" } } });
    const { report } = await climb(tools, auto);
    expect(report).toMatchObject({ backend: "webgpu", adapter: "Apple M2" });
    expect(say(report.reason, "en")).toBe("Fastest on this network: 900 steps per second, WASM 100.");
    expect(report.candidates.map(({ backend, status }) => [backend, status])).toEqual([
      ["webgpu", "chosen"],
      ["webgl", "untested"],
      ["wasm", "usable"],
      ["cpu", "untested"],
    ]);
    expect(current()).toBe("webgpu");
  });

  test("a small network that the processor trains faster goes there", async () => {
    const { tools, current } = machine({ backends: { ...everywhere, webgpu: { speed: 40 } } });
    expect((await climb(tools, auto)).report.backend).toBe("wasm");
    expect(current()).toBe("wasm");
  });

  test("a software adapter is not a graphics card", async () => {
    const { tools } = machine({ backends: { ...everywhere, webgpu: { isSoftware: true, speed: 900 }, webgl: { isSoftware: true, speed: 900 } } });
    const { report } = await climb(tools, auto);
    expect(report.backend).toBe("wasm");
    expect(report.candidates.find(({ backend }) => backend === "webgl")).toMatchObject({ status: "untested", isSoftware: true });
  });

  test("a backend with wrong arithmetic is not trusted", async () => {
    const { tools } = machine({ backends: { ...everywhere, webgpu: { isWrong: true, speed: 900 }, webgl: { speed: 300 } } });
    const { report } = await climb(tools, auto);
    expect(report.backend).toBe("webgl");
    expect(report.candidates[0]).toMatchObject({ backend: "webgpu", status: "unusable" });
  });

  test("the user's choice wins, whatever the race would say", async () => {
    const { tools, opened } = machine({ backends: { ...everywhere, webgpu: { speed: 900 } } });
    const { report } = await climb(tools, { ...auto, preference: "cpu" });
    expect(report.backend).toBe("cpu");
    expect(opened).toEqual(["cpu"]);
  });

  test("a choice that does not work is explained, and the best of the rest taken", async () => {
    const { tools } = machine({ backends: everywhere });
    const { report } = await climb(tools, { ...auto, preference: "webgpu" });
    expect(report.backend).toBe("wasm");
    expect(say(report.reason, "en")).toBe("WebGPU, which you chose, cannot be used here (Not here), so the best of the rest was taken.");
  });

  test("what was lost several times is avoided", async () => {
    const { tools, opened } = machine({ backends: { ...everywhere, webgpu: { speed: 900 }, webgl: { speed: 300 } } });
    expect((await climb(tools, { ...auto, avoid: ["webgpu", "webgl"] })).report.backend).toBe("wasm");
    expect(opened).not.toContain("webgpu");
  });

  test("and the badge says so, whether it was chosen by hand or not", async () => {
    const { tools } = machine({ backends: { ...everywhere, webgpu: { speed: 900 } } });
    const reasonOf = async (preference: "auto" | "webgpu") => say((await climb(tools, { ...auto, preference, avoid: ["webgpu"] })).report.reason, "en");
    expect(await reasonOf("auto")).toBe("The graphics card was lost several times with WebGPU; WASM is the fastest way on the processor.");
    expect(await reasonOf("webgpu")).toBe(
      "WebGPU, which you chose, cannot be used here (Not used: it was lost several times), so the best of the rest was taken.",
    );
  });

  test("software is better than nothing", async () => {
    const { tools } = machine({ backends: { webgl: { isSoftware: true } } });
    expect((await climb(tools, auto)).report.backend).toBe("webgl");
  });

  test("nothing at all is said in words", async () => {
    await expect(climb(machine({ backends: {} }).tools, auto)).rejects.toMatchObject({ problem: { code: "device.none" } });
  });

  test("a network that cannot run yet is not raced", async () => {
    const { tools } = machine({ backends: { wasm: {}, webgpu: {} } });
    expect((await climb(tools, auto)).report.backend).toBe("webgpu");
  });
});
