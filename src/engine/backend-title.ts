/** What people call the backends. */
import type { BackendName } from "@/engine/protocol";

export const backendTitle: { readonly [B in BackendName]: string } = { webgpu: "WebGPU", webgl: "WebGL", wasm: "WASM", cpu: "JavaScript" };
