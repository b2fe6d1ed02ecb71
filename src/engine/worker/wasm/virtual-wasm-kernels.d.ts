/** Compiled by scripts/wasm-kernels.mjs from `assembly`. */
declare module "virtual:wasm-kernels" {
  /** Address of a WebAssembly module. */
  export const simd: string;
  /** The same with fused multiply-adds, where the browser has them. */
  export const relaxedSimd: string;
}
