/** The network as a person edits it: layers, wires and where the cards stand. Plain JSON, never mutated. */
import type { BlockName } from "@/network/block-kinds";
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

/** Layers that stand together on the canvas. Drawn closed they are one card; nothing else knows of it. */
export interface LayerGroup {
  readonly id: string;
  /** The block it was made as, which names it until a person does. */
  readonly kind?: BlockName;
  readonly name?: string;
  /** Two at least; no layer is in two groups. */
  readonly nodeIds: readonly string[];
  readonly isCollapsed: boolean;
  /** Where its one card stands; or, while it is open, near where its parts shall find room together. */
  readonly position?: Point;
}

export interface NetworkDocument {
  readonly nodes: readonly LayerNode[];
  readonly edges: readonly Edge[];
  /** Absent where there are none. */
  readonly groups?: readonly LayerGroup[];
}
