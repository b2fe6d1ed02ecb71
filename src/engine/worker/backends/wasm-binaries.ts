/** Where the page finds tfjs's WebAssembly files; Node finds them beside the package by itself. */
import plainUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simdUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";

const isNode = typeof process !== "undefined" && process.versions?.node !== undefined;

export const wasmBinaries = isNode
  ? undefined
  : {
      "tfjs-backend-wasm.wasm": plainUrl,
      "tfjs-backend-wasm-simd.wasm": simdUrl,
      // tfjs insists on a path for this one too; with threads switched off it is never fetched.
      "tfjs-backend-wasm-threaded-simd.wasm": simdUrl,
    };
