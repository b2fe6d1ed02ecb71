import { describe, expect, it } from "vitest";
import { findAdapter } from "@/engine/worker/backends/adapter";

const adapter = { isFallbackAdapter: false };

function gpuThatAnswers(...answers: (typeof adapter | null)[]) {
  const asked: GPURequestAdapterOptions[] = [];
  return { asked, requestAdapter: (options: GPURequestAdapterOptions) => (asked.push(options), Promise.resolve(answers[asked.length - 1] ?? null)) };
}

describe("the question for a graphics adapter", () => {
  it("asks for the fast card once where there is one", async () => {
    const gpu = gpuThatAnswers(adapter);
    expect(await findAdapter(gpu)).toBe(adapter);
    expect(gpu.asked).toEqual([{ powerPreference: "high-performance" }]);
  });

  it("asks again where the first answer is null", async () => {
    expect(await findAdapter(gpuThatAnswers(null, adapter))).toBe(adapter);
  });

  it("believes the second null", async () => {
    const gpu = gpuThatAnswers(null, null, adapter);
    expect(await findAdapter(gpu)).toBeNull();
    expect(gpu.asked).toHaveLength(2);
  });
});
