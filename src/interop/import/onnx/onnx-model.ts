/** An ONNX file as it was read: its graphs, their nodes and tensors, no value of which is looked at yet. */

/** Where values lie in another file. */
export interface ExternalData {
  readonly location: string;
  readonly offset: number;
  readonly length?: number;
}

/** A tensor as it is stored: nothing of it is read yet. */
export interface StoredTensor {
  name: string;
  type: number;
  shape: number[];
  raw: Uint8Array | undefined;
  /** Where `raw` is missing. */
  numbers: number[];
  /** The file beside this one that holds the values. */
  external: ExternalData | undefined;
}

export interface ReadAttribute {
  name: string;
  float: number | undefined;
  int: number | undefined;
  text: string | undefined;
  tensor: StoredTensor | undefined;
  graph: ReadGraph | undefined;
  numbers: number[];
  texts: string[];
}

export interface ReadNode {
  name: string;
  op: string;
  domain: string;
  inputs: string[];
  outputs: string[];
  attributes: Map<string, ReadAttribute>;
}

export interface ReadValue {
  name: string;
  type: number | undefined;
  /** `null` where a size is open; undefined where nothing is said. */
  shape: (number | null)[] | undefined;
}

export interface ReadGraph {
  nodes: ReadNode[];
  tensors: StoredTensor[];
  inputs: ReadValue[];
  outputs: ReadValue[];
}

export interface ReadModel {
  irVersion: number;
  producer: string;
  opsets: { domain: string; version: number }[];
  graph: ReadGraph | undefined;
}
