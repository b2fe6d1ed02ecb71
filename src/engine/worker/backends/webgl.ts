/** Probes WebGL 2: is there a context with 32-bit float textures, is it real hardware, and when is it lost. */
import * as tf from "@tensorflow/tfjs-core";
import { message } from "@/base/text";
import { unusable, type ProbedDevice } from "@/engine/worker/backends/probed-device";

const lossPollMs = 250;

export async function openWebgl(): Promise<ProbedDevice> {
  if (typeof OffscreenCanvas === "undefined" && typeof document === "undefined")
    throw unusable("webgl", message({ en: "There is no canvas to get WebGL from.", zh: "没有可以提供 WebGL 的画布。" }));
  const canvas = typeof OffscreenCanvas === "undefined" ? document.createElement("canvas") : new OffscreenCanvas(1, 1);
  const gl = canvas.getContext("webgl2") as WebGL2RenderingContext | null;
  if (!gl) throw unusable("webgl", message({ en: "This browser does not offer WebGL 2.", zh: "此浏览器不提供 WebGL 2。" }));
  const hasFloatTextures = gl.getExtension("EXT_color_buffer_float") !== null;
  const names = gl.getExtension("WEBGL_debug_renderer_info");
  const adapter = String(gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER) ?? "");
  // Browsers allow few contexts at a time, so this one is given back before tfjs takes its own.
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  if (!hasFloatTextures)
    throw unusable(
      "webgl",
      message({ en: "This graphics card cannot compute in 32-bit floats through WebGL.", zh: "此显卡无法通过 WebGL 进行 32 位浮点计算。" }),
    );
  const isSoftware = /swiftshader|llvmpipe|software|basic render/i.test(adapter);
  await import("@tensorflow/tfjs-backend-webgl");
  // tfjs refuses slow contexts otherwise; whether one pays is for the caller to decide.
  tf.env().set("SOFTWARE_WEBGL_ENABLED", isSoftware);
  // Two by two values share a texel. tfjs's packed element-wise kernels leave e^0 = 1 and the like in the unused corners
  // of odd sizes, and its packed matrix product adds those up: unpacked, the corners are zero.
  tf.env().set("WEBGL_PACK_UNARY_OPERATIONS", false);
  tf.env().set("WEBGL_PACK_BINARY_OPERATIONS", false);
  // Textures are never given back by default; a tab must not eat the whole card.
  tf.env().set("WEBGL_DELETE_TEXTURE_THRESHOLD", 256 * 1024 * 1024);
  return { adapter: shortName(adapter), isSoftware, onLost: watchContext };
}

/** `ANGLE (Apple, ANGLE Metal Renderer: Apple M2, Unspecified Version)` -> `Apple M2`. */
function shortName(renderer: string): string {
  const parts = /^ANGLE \((.*)\)$/.exec(renderer)?.[1]?.split(", ");
  return parts?.[1]?.replace(/^ANGLE Metal Renderer: /, "").replace(/ Direct3D.*$/, "") ?? renderer;
}

/** The event alone is not enough: a crashed GPU process does not always send it. */
function watchContext(listener: (reason: string) => void): () => void {
  const { gl } = (tf.backend() as unknown as { readonly gpgpu: { readonly gl: WebGL2RenderingContext } }).gpgpu;
  const stop = () => {
    clearInterval(poll);
    gl.canvas.removeEventListener("webglcontextlost", lost);
  };
  const lost = () => {
    stop();
    listener("webglcontextlost");
  };
  const poll = setInterval(() => {
    if (gl.isContextLost()) lost();
  }, lossPollMs);
  gl.canvas.addEventListener("webglcontextlost", lost);
  return stop;
}
