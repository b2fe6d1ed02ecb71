/** Asks the browser for a graphics adapter. */

/**
 * The adapter for training, or null. Chromium may answer null to the first question after it started, though the next one finds the card
 * (seen with Chromium 156 on an NVIDIA H200 under Vulkan), so null is believed the second time.
 */
export async function findAdapter<Adapter>(gpu: {
  readonly requestAdapter: (options: GPURequestAdapterOptions) => Promise<Adapter | null>;
}): Promise<Adapter | null> {
  const ask = () => gpu.requestAdapter({ powerPreference: "high-performance" });
  return (await ask()) ?? (await ask());
}
