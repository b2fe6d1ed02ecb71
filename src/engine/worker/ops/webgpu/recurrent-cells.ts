/** One step of each recurrent layer in WGSL, for unit `j` of `units`; numbers of gates and values kept as in `recurrent-cells.ts`. */
import type { CellName } from "@/engine/worker/ops/recurrent-cells";

interface WgslCell {
  /** Sets `value` for column `q` of the products, from `input` and `sum`, the recurrent product. Biases are in already. */
  readonly gate: (units: number) => string;
  /** Sets `next`, the state after the step, and `kept0`, `kept1`, … from `gates`, `state` and `memory`; `inputOf(gate)` is what came in. */
  readonly forward: (units: number) => string;
  /** From `gradient`, `memoryGradient[j]` and `kept0`, …: sets `d0`, … by what came in, `p0`, … by the products, `straight`, `byMemory`. */
  readonly back: string;
}

const lstm: WgslCell = {
  gate: (units) => `if (q / ${units}u == 2u) { value = activated(input + sum); } else { value = gated(input + sum); }`,
  forward: (units) => `
      let kept0 = gates[j];
      let kept1 = gates[${units}u + j];
      let kept2 = gates[${2 * units}u + j];
      let kept3 = gates[${3 * units}u + j];
      let kept4 = kept1 * memory[j] + kept0 * kept2;
      let next = kept3 * activated(kept4);`,
  back: `
      let shown = activated(kept4);
      let through = memoryGradient[j] + gradient * kept3 * slope(shown);
      let d0 = through * kept2 * gateSlope(kept0);
      let d1 = through * before * gateSlope(kept1);
      let d2 = through * kept0 * slope(kept2);
      let d3 = gradient * shown * gateSlope(kept3);
      let p0 = d0; let p1 = d1; let p2 = d2; let p3 = d3;
      let straight = 0f;
      let byMemory = through * kept1;`,
};

const gru: WgslCell = {
  gate: (units) => `if (q / ${units}u == 2u) { value = sum; } else { value = gated(input + sum); }`,
  forward: (units) => `
      let kept0 = gates[j];
      let kept1 = gates[${units}u + j];
      let kept3 = gates[${2 * units}u + j];
      let kept2 = activated(inputOf(place, ${2 * units}u + j) + kept1 * kept3);
      let next = kept0 * state[j] + (1f - kept0) * kept2;`,
  back: `
      let d2 = gradient * (1f - kept0) * slope(kept2);
      let d0 = gradient * (before - kept2) * gateSlope(kept0);
      let d1 = d2 * kept3 * gateSlope(kept1);
      let p0 = d0; let p1 = d1; let p2 = d2 * kept1;
      let straight = gradient * kept0;
      let byMemory = 0f;`,
};

const simpleRnn: WgslCell = {
  gate: () => "value = activated(input + sum);",
  forward: () => `
      let kept0 = gates[j];
      let next = kept0;`,
  back: `
      let d0 = gradient * slope(kept0);
      let p0 = d0;
      let straight = 0f;
      let byMemory = 0f;`,
};

export const wgslCells: { readonly [N in CellName]: WgslCell } = { lstm, gru, simpleRnn };
