/** The part of ONNX's protocol buffers that networks are written with; field numbers of onnx.proto3 (github.com/onnx/onnx, Apache-2.0). */
import { PbfWriter } from "pbf";
import type { NamedTensor } from "@/interop/layerlab/content";
import type { Shape } from "@/network/shape";

export type OnnxAttribute = number | string | readonly number[] | { readonly float: number } | { readonly graph: OnnxBody };
export type OnnxAttributes = Readonly<Record<string, OnnxAttribute>>;

export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  /** In the operator's order; an empty name leaves one out. */
  readonly outputs: readonly string[];
  /** Whole numbers and their lists are INT(S); `{ float }` is FLOAT; words are STRING; `{ graph }` is what a loop repeats. */
  readonly attributes?: OnnxAttributes;
}

interface OnnxValue {
  readonly name: string;
  readonly shape: Shape;
}

/** What a loop does at every step. Besides its inputs it sees the values of the graph around it. */
export interface OnnxBody {
  readonly nodes: readonly OnnxNode[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

/** A list of whole numbers that nodes read: shapes, pads, axes. */
export interface IntTensor {
  readonly name: string;
  readonly values: readonly number[];
}
/** Floats that nodes read; `shape` of `[]` is a single number. */
export type FloatTensor = NamedTensor;

/** Values in fewer bits: an operator makes floats of them. Little-endian. */
export interface PackedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: "float16" | "int8";
  readonly bytes: Uint8Array;
}

export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly floats: readonly FloatTensor[];
  readonly ints: readonly IntTensor[];
  readonly packed: readonly PackedTensor[];
  readonly inputs: readonly OnnxValue[];
  readonly output: OnnxValue;
}

const irVersion = 9;
export const opsetVersion = 20;
const type = { float: 1, int8: 3, int64: 7, float16: 10 } as const;
export const floatType = type.float;
const attributeType = { float: 1, int: 2, string: 3, graph: 5, ints: 7 } as const;

function writeAttribute([name, value]: readonly [string, OnnxAttribute], pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  if (typeof value === "number") {
    pbf.writeVarintField(3, value);
    pbf.writeVarintField(20, attributeType.int);
  } else if (typeof value === "string") {
    pbf.writeStringField(4, value);
    pbf.writeVarintField(20, attributeType.string);
  } else if ("float" in value) {
    pbf.writeFloatField(2, value.float);
    pbf.writeVarintField(20, attributeType.float);
  } else if ("graph" in value) {
    pbf.writeMessage(6, writeBody, value.graph);
    pbf.writeVarintField(20, attributeType.graph);
  } else {
    pbf.writePackedVarint(8, [...value]);
    pbf.writeVarintField(20, attributeType.ints);
  }
}

function writeBody({ nodes, inputs, outputs }: OnnxBody, pbf: PbfWriter): void {
  for (const node of nodes) pbf.writeMessage(1, writeNode, node);
  pbf.writeStringField(2, "step");
  for (const value of inputs) pbf.writeMessage(11, writeValue, value);
  for (const value of outputs) pbf.writeMessage(12, writeValue, value);
}

function writeNode({ op, inputs, outputs, attributes = {} }: OnnxNode, pbf: PbfWriter): void {
  for (const input of inputs) pbf.writeStringField(1, input);
  for (const output of outputs) pbf.writeStringField(2, output);
  pbf.writeStringField(3, outputs.find((output) => output !== "") ?? "");
  pbf.writeStringField(4, op);
  for (const attribute of Object.entries(attributes)) pbf.writeMessage(5, writeAttribute, attribute);
}

function writeFloats({ name, shape, data }: FloatTensor, pbf: PbfWriter): void {
  pbf.writePackedVarint(1, [...shape]);
  pbf.writeVarintField(2, type.float);
  pbf.writeStringField(8, name);
  const raw = new Uint8Array(data.length * 4);
  const view = new DataView(raw.buffer);
  data.forEach((value, i) => view.setFloat32(i * 4, value, true));
  pbf.writeBytesField(9, raw);
}

function writePacked({ name, shape, type: kind, bytes }: PackedTensor, pbf: PbfWriter): void {
  pbf.writePackedVarint(1, [...shape]);
  pbf.writeVarintField(2, type[kind]);
  pbf.writeStringField(8, name);
  pbf.writeBytesField(9, bytes);
}

function writeInts({ name, values }: IntTensor, pbf: PbfWriter): void {
  pbf.writePackedVarint(1, [values.length]);
  pbf.writeVarintField(2, type.int64);
  pbf.writePackedVarint(7, [...values]);
  pbf.writeStringField(8, name);
}

function writeValue({ name, shape }: OnnxValue, pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  pbf.writeMessage(2, writeType, shape);
}
function writeType(shape: Shape, pbf: PbfWriter): void {
  pbf.writeMessage(1, writeTensorType, shape);
}
function writeTensorType(shape: Shape, pbf: PbfWriter): void {
  pbf.writeVarintField(1, type.float);
  pbf.writeMessage(2, writeShape, shape);
}
function writeShape(shape: Shape, pbf: PbfWriter): void {
  for (const size of shape) pbf.writeMessage(1, writeDimension, size);
}
function writeDimension(size: number | null, pbf: PbfWriter): void {
  if (size === null) pbf.writeStringField(2, "batch");
  else pbf.writeVarintField(1, size);
}

function writeGraph({ name, nodes, floats, ints, packed, inputs, output }: OnnxGraph, pbf: PbfWriter): void {
  for (const node of nodes) pbf.writeMessage(1, writeNode, node);
  pbf.writeStringField(2, name);
  for (const tensor of floats) pbf.writeMessage(5, writeFloats, tensor);
  for (const tensor of ints) pbf.writeMessage(5, writeInts, tensor);
  for (const tensor of packed) pbf.writeMessage(5, writePacked, tensor);
  for (const input of inputs) pbf.writeMessage(11, writeValue, input);
  pbf.writeMessage(12, writeValue, output);
}

function writeOpset(version: number, pbf: PbfWriter): void {
  pbf.writeStringField(1, "");
  pbf.writeVarintField(2, version);
}

function writeProperty([key, value]: readonly [string, string], pbf: PbfWriter): void {
  pbf.writeStringField(1, key);
  pbf.writeStringField(2, value);
}

/** The bytes of a `.onnx` file. `properties` are notes that programs show and nothing depends on. */
export function writeOnnx(graph: OnnxGraph, properties: Readonly<Record<string, string>>): Uint8Array {
  const pbf = new PbfWriter();
  pbf.writeVarintField(1, irVersion);
  pbf.writeStringField(2, "Layerlab");
  pbf.writeMessage(7, writeGraph, graph);
  pbf.writeMessage(8, writeOpset, opsetVersion);
  for (const property of Object.entries(properties)) pbf.writeMessage(14, writeProperty, property);
  return pbf.finish().slice();
}
