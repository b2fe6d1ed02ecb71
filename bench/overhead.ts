/**
 * The overhead limit: shaders are dispatched over no workgroups, WebGL draws no elements. All JavaScript, validation and talk
 * with the GPU process stay, so what is left is the speed that a device of endless power would reach.
 */
let isEmpty = false;
let dispatches = 0;

/** Puts itself before the real calls, which must not have been taken by anybody yet; nothing changes until `emptyShaders`. */
export function installOverheadLimit(): void {
  const compute = GPUComputePassEncoder.prototype;
  const dispatch = methodOf(compute, "dispatchWorkgroups");
  replace(compute, "dispatchWorkgroups", () => {
    dispatches++;
    return [0, 0, 0];
  });
  // Its counts lie in a buffer, out of reach.
  const indirect = methodOf(compute, "dispatchWorkgroupsIndirect");
  compute.dispatchWorkgroupsIndirect = function (buffer, offset) {
    dispatches++;
    Reflect.apply(isEmpty ? dispatch : indirect, this, isEmpty ? [0, 0, 0] : [buffer, offset]);
  };
  replace(WebGL2RenderingContext.prototype, "drawArrays", ([mode, first]) => [mode, first, 0]);
  replace(WebGL2RenderingContext.prototype, "drawElements", ([mode, , type, offset]) => [mode, 0, type, offset]);
}

export function emptyShaders(): void {
  isEmpty = true;
}

/** On WebGPU, since shaders are emptied. */
export function dispatchesSoFar(): number {
  return dispatches;
}

type Method = (...args: unknown[]) => unknown;

function methodOf(prototype: object, name: string): Method {
  return Reflect.get(prototype, name) as Method;
}

function replace(prototype: object, name: string, emptied: (args: unknown[]) => unknown[]): void {
  const original = methodOf(prototype, name);
  Reflect.set(prototype, name, function (this: unknown, ...args: unknown[]) {
    return Reflect.apply(original, this, isEmpty ? emptied(args) : args);
  });
}
