/** How much of the planned run the curves have room for: all of a short plan; of a long one what was seen and some more, growing in few calm steps. */
import { niceAbove } from "@/viz/scales";

export interface AxisInput {
  /** The last step that was seen. */
  readonly seen: number;
  readonly totalSteps: number;
  readonly stepsPerEpoch: number;
  /** The reader wants the whole plan, however long. */
  readonly isWhole: boolean;
}

/** So many epochs fit without their curve being a sliver: up to here the plan is shown whole from the start. */
const shortPlan = 20;
/** The next step comes when so much of the axis is full: the end of the curve is never at the wall, and always has room for its figure. */
const full = 0.8;
/** A last step that would gain little is spared. */
const nearlyAll = 0.6;

/** The step that the axis ends at. It grows with `seen` alone: the same run looks the same, however it was watched. */
export function axisEnd({ seen, totalSteps, stepsPerEpoch, isWhole }: AxisInput): number {
  const total = Math.max(1, totalSteps);
  if (isWhole || total <= shortPlan * stepsPerEpoch) return total;
  const end = Math.max(shortPlan, niceAbove(Math.max(1, seen / stepsPerEpoch / full))) * stepsPerEpoch;
  return end > nearlyAll * total ? total : end;
}
