/** Records what a step would do to the device, without doing it: stand-ins take the place of everything that would touch it. */
import type { PrivateBackend, TensorData } from "@/engine/worker/webgpu/private-members";

export interface BoundBuffer {
  readonly buffer: GPUBuffer;
  /** Bytes. */
  readonly size: number;
  readonly isWritten: boolean;
}
export interface DispatchCommand {
  readonly pipeline: GPUComputePipeline;
  /** In the order of their binding numbers. */
  readonly bindings: readonly BoundBuffer[];
  readonly workgroups: readonly [number, number, number];
}
export interface CopyCommand {
  readonly from: BoundBuffer;
  readonly to: BoundBuffer;
  readonly fromOffset: number;
  readonly toOffset: number;
  /** Bytes. */
  readonly size: number;
}
export type Command = DispatchCommand | CopyCommand;

/** What a step did to the device, without having done it. */
export interface Recording {
  readonly commands: readonly Command[];
  /** Stand-ins without memory for everything the step computed; the caller gives them a place. */
  readonly placeholders: ReadonlySet<GPUBuffer>;
  /** Real buffers with what the host wrote: uniforms and constants. The caller destroys them. */
  readonly constants: readonly GPUBuffer[];
}

/** Whatever happens, the backend is afterwards as it was. `stands` takes up every stand-in made. */
export function recordStep(backend: PrivateBackend, commands: Command[], stands: WeakSet<GPUBuffer>, step: () => void): Recording {
  const { device, bufferManager } = backend;
  const placeholders = new Set<GPUBuffer>();
  const constants = new Set<GPUBuffer>();
  /** Data of tensors that the step makes. */
  const born = new WeakSet<object>();
  let alive = 0;
  const bound = (buffer: GPUBuffer, isWritten: boolean, size = buffer.size): BoundBuffer => ({ buffer, size, isWritten });
  const acquire = bufferManager.acquireBuffer.bind(bufferManager);
  const upload = backend.uploadToGPU.bind(backend);
  const newData = backend.write.bind(backend);
  const undo = [
    replace(backend, "write", (values, shape, dtype) => {
      const dataId = newData(values, shape, dtype);
      born.add(dataId);
      return dataId;
    }),
    replace(backend, "uploadToGPU", (dataId) => {
      const data = backend.tensorMap.get(dataId);
      if (born.has(dataId) || data.resource) upload(dataId);
      else uploadNow(device, data, acquire);
    }),
    replace(backend, "readSync", () => {
      throw new Error("A recorded step must not read anything back.");
    }),
    replace(bufferManager, "acquireBuffer", (size, usage, mappedAtCreation = false) => {
      if (!mappedAtCreation && usage & GPUBufferUsage.MAP_READ) throw new Error("A recorded step must not read anything back.");
      if (!mappedAtCreation && usage & GPUBufferUsage.STORAGE) {
        const stand = placeholder(size, usage);
        placeholders.add(stand);
        stands.add(stand);
        alive++;
        return stand;
      }
      const buffer = device.createBuffer({ size, usage, mappedAtCreation });
      constants.add(buffer);
      return buffer;
    }),
    // What the step computed has no memory yet, and its constants live as long as the recording.
    replace(bufferManager, "releaseBuffer", (buffer) => {
      if (placeholders.has(buffer)) alive--;
      else if (!constants.has(buffer)) throw new Error("A recorded step must not give up tensors that were there before it.");
    }),
    replace(device, "createBindGroup", ({ entries }) => ({ entries: [...entries] }) as unknown as GPUBindGroup),
    replace(backend, "ensureCommandEncoderReady", () => {
      backend.commandEncoder ??= encoder;
    }),
    replace(backend, "submitQueue", () => {
      backend.commandEncoder = null;
      backend.dispatchCountInPass = 0;
      backend.commandQueueOwnedIds = new WeakSet();
      for (const dataId of backend.tensorDataPendingDisposal.splice(0)) {
        backend.releaseResource(dataId);
        backend.tensorMap.delete(dataId);
      }
      backend.uniformPendingDisposal = [];
      backend.stagingPendingDisposal = [];
    }),
  ];
  let pipeline: GPUComputePipeline;
  let group: { readonly entries: readonly GPUBindGroupEntry[] };
  const pass = {
    setPipeline: (next: GPUComputePipeline) => void (pipeline = next),
    setBindGroup: (_: number, next: unknown) => void (group = next as typeof group),
    dispatchWorkgroups: (x: number, y = 1, z = 1) =>
      void commands.push({
        pipeline,
        // tfjs binds its one output first.
        bindings: group.entries.map(({ resource }, i) => bound((resource as GPUBufferBinding).buffer, i === 0, (resource as GPUBufferBinding).size)),
        workgroups: [x, y, z],
      }),
    end: () => undefined,
  };
  const encoder = {
    beginComputePass: () => pass,
    copyBufferToBuffer: (from: GPUBuffer, fromOffset: number, to: GPUBuffer, toOffset: number, size: number) =>
      void commands.push({ from: bound(from, false), to: bound(to, true), fromOffset, toOffset, size }),
  } as unknown as GPUCommandEncoder;

  try {
    step();
    backend.endComputePassEncoder();
    backend.submitQueue();
    if (alive > 0) throw new Error(`${alive} tensors of the recorded step outlive it.`);
    return { commands, placeholders, constants: [...constants] };
  } catch (error) {
    backend.submitQueue();
    for (const buffer of constants) buffer.destroy();
    throw error;
  } finally {
    for (const restore of undo) restore();
    backend.commandEncoder = null;
    backend.computePassEncoder = null;
  }
}

/** For a tensor from before the recording that the step is the first to use: its memory is the backend's, not the recording's. */
function uploadNow(device: GPUDevice, data: TensorData, acquire: PrivateBackend["bufferManager"]["acquireBuffer"]): void {
  const values = data.values as ArrayLike<number>;
  const typed = data.dtype === "float32" ? Float32Array.from(values) : Int32Array.from(values);
  const buffer = acquire(typed.byteLength, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST);
  device.queue.writeBuffer(buffer, 0, typed);
  data.resource = buffer;
  data.values = null;
}

/** Shadows a method on this one object; the answer brings the old one back. */
function replace<T extends object, K extends keyof T>(object: T, name: K, substitute: T[K]): () => void {
  const own = Object.getOwnPropertyDescriptor(object, name);
  Object.defineProperty(object, name, { value: substitute, configurable: true, writable: true });
  return () => {
    if (own) Object.defineProperty(object, name, own);
    else delete object[name];
  };
}

/** tfjs asks no more of a buffer than its class and these. */
function placeholder(size: number, usage: number): GPUBuffer {
  return Object.create(GPUBuffer.prototype, { size: { value: size }, usage: { value: usage }, mapState: { value: "unmapped" } }) as GPUBuffer;
}
