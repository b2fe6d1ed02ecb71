/** The network as a person edits it: layers, wires and where the cards stand. Plain JSON, never mutated. */
import type { LayerConfig, LayerName } from "@/network/layers";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export type LayerNode = {
  [N in LayerName]: {
    readonly id: string;
    readonly className: N;
    /** Unique in the network, Keras style: `conv2d_1`. Names the weights in files. */
    readonly name: string;
    readonly config: LayerConfig<N>;
    /** Canvas units; absent = auto-layout places it. */
    readonly position?: Point;
  };
}[LayerName];

/** A wire. `targetPort` orders the wires that enter one layer (0 for layers with a single input). */
export interface Edge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly targetPort: number;
}

export interface NetworkDocument {
  readonly nodes: readonly LayerNode[];
  readonly edges: readonly Edge[];
}
