/** A training step as a list of commands for the device: recorded once, replayed as often as wanted, in memory of its own. */
import type { Gpu } from "@/engine/worker/webgpu/backend";
import { commandsThatMatter, planMemory, type PlannedCommand } from "@/engine/worker/webgpu/graph-plan";
import type { BoundBuffer, Command, DispatchCommand, Recording } from "@/engine/worker/webgpu/recording";

export interface StepGraph {
  /** Dispatches and copies of one replay. */
  readonly commandCount: number;
  /** Memory that it owns: what the step computes on the way, and the host's constants. */
  readonly bytes: number;
  /** Adds one step to `work`. */
  encode(work: EncodedWork): void;
  dispose(): void;
}

/** One submission in the making: dispatches share a pass until a copy ends it. */
export interface EncodedWork {
  pass(): GPUComputePassEncoder;
  copies(): GPUCommandEncoder;
  submit(): void;
}

export function encodeWork({ device }: Gpu): EncodedWork {
  const encoder = device.createCommandEncoder();
  let pass: GPUComputePassEncoder | undefined;
  const endPass = () => {
    pass?.end();
    pass = undefined;
  };
  return {
    pass: () => (pass ??= encoder.beginComputePass()),
    copies() {
      endPass();
      return encoder;
    },
    submit() {
      endPass();
      device.queue.submit([encoder.finish()]);
    },
  };
}

type Ready =
  | { readonly pipeline: GPUComputePipeline; readonly group: GPUBindGroup; readonly workgroups: DispatchCommand["workgroups"] }
  | { readonly from: GPUBuffer; readonly fromOffset: number; readonly to: GPUBuffer; readonly toOffset: number; readonly size: number };

const isDispatch = (command: Command): command is DispatchCommand => "pipeline" in command;
const boundOf = (command: Command): readonly BoundBuffer[] => (isDispatch(command) ? command.bindings : [command.from, command.to]);

export function captureStep(gpu: Gpu, step: () => void): StepGraph {
  const recording = gpu.record(step);
  const commands = withoutIdle(recording);
  const { realOf, owned } = place(gpu, commands, recording);
  const { device } = gpu;
  const ready = commands.map((command): Ready => {
    if (!isDispatch(command)) return { ...command, from: realOf(command.from.buffer), to: realOf(command.to.buffer) };
    const { pipeline, bindings, workgroups } = command;
    const entries = bindings.map(({ buffer, size }, binding) => ({ binding, resource: { buffer: realOf(buffer), size } }));
    return { pipeline, workgroups, group: device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }) };
  });
  return {
    commandCount: ready.length,
    bytes: owned.reduce((sum, { size }) => sum + size, 0),
    encode(work) {
      let pipeline: GPUComputePipeline | undefined;
      for (const command of ready) {
        if ("group" in command) {
          const pass = work.pass();
          if (command.pipeline !== pipeline) pass.setPipeline(command.pipeline);
          pipeline = command.pipeline;
          pass.setBindGroup(0, command.group);
          pass.dispatchWorkgroups(...command.workgroups);
        } else {
          work.copies().copyBufferToBuffer(command.from, command.fromOffset, command.to, command.toOffset, command.size);
          // A new pass knows nothing of the last one's pipeline.
          pipeline = undefined;
        }
      }
    },
    dispose() {
      for (const buffer of owned) buffer.destroy();
    },
  };
}

/** Buffers by number, as the plans want them. */
function numbered(commands: readonly Command[], { placeholders }: Recording) {
  const numbers = new Map<GPUBuffer, number>();
  const buffers: GPUBuffer[] = [];
  const numberOf = (buffer: GPUBuffer): number => {
    let number = numbers.get(buffer);
    if (number === undefined) {
      number = buffers.push(buffer) - 1;
      numbers.set(buffer, number);
    }
    return number;
  };
  const planned = commands.map((command): PlannedCommand => {
    const all = boundOf(command);
    return {
      reads: all.filter(({ isWritten }) => !isWritten).map(({ buffer }) => numberOf(buffer)),
      writes: all.filter(({ isWritten }) => isWritten).map(({ buffer }) => numberOf(buffer)),
    };
  });
  return { planned, numberOf, isTransient: (number: number) => placeholders.has(buffers[number]!), sizeOf: (number: number) => buffers[number]!.size };
}

function withoutIdle(recording: Recording): readonly Command[] {
  const { planned, isTransient } = numbered(recording.commands, recording);
  const matters = commandsThatMatter(planned, isTransient);
  return recording.commands.filter((_, i) => matters[i]);
}

/** Gives every stand-in its place. Constants that no command uses any more are freed at once. */
function place({ device }: Gpu, commands: readonly Command[], recording: Recording) {
  const { planned, numberOf, isTransient, sizeOf } = numbered(commands, recording);
  const { placeOf, places } = planMemory(planned, sizeOf, isTransient);
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const memory = places.map((size) => device.createBuffer({ size, usage, label: "step" }));
  const used = new Set(commands.flatMap((command) => boundOf(command).map(({ buffer }) => buffer)));
  for (const buffer of recording.constants) if (!used.has(buffer)) buffer.destroy();
  const realOf = (buffer: GPUBuffer) => (recording.placeholders.has(buffer) ? memory[placeOf.get(numberOf(buffer))!]! : buffer);
  return { realOf, owned: [...memory, ...recording.constants.filter((buffer) => used.has(buffer))] };
}
