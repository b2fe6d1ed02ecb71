/** Whether a processor plays the graphics card: threads that wait for each other, and long shaders, are what it does worst. */
import type { Gpu } from "@/engine/worker/webgpu/backend";

export const isPlayed = ({ device }: Gpu): boolean => /swiftshader|llvmpipe/i.test(`${device.adapterInfo?.architecture} ${device.adapterInfo?.description}`);
