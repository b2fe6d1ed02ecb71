/** Which of two devices is faster depends on the network: when it is another one, they race again. */
import type { DeviceReport } from "@/engine/protocol";
import { hasErrors } from "@/network/validate";
import type { ProjectDocument } from "@/project/project";
import { issuesOf, summaryOf } from "@/store/derived";

/** What a race was about. */
export interface RaceTrack {
  readonly projectId: string;
  /** Multiply-adds of one batch. */
  readonly work: number;
}

/** Less of a change seldom turns the tables, and a race takes a second. */
const muchMore = 4;
/** The race itself takes no larger batch. */
const largestBatch = 512;

/** Undefined: a network that cannot run cannot be raced. */
export function trackOf(project: ProjectDocument): RaceTrack | undefined {
  if (hasErrors(issuesOf({ project }))) return undefined;
  const { batchSize } = project.training;
  const batch = batchSize === "full" ? largestBatch : Math.min(batchSize, largestBatch);
  return { projectId: project.id, work: Math.max(summaryOf({ project }).total.macs, 1) * batch };
}

/** There is a choice between a real graphics card and the processor, and the last one was made for another network. */
export function mustRaceAgain({ candidates }: DeviceReport, last: RaceTrack | undefined, project: ProjectDocument): boolean {
  const track = trackOf(project);
  const isRaced = candidates.some(
    ({ backend, status, isSoftware }) => (backend === "webgpu" || backend === "webgl") && !isSoftware && (status === "chosen" || status === "usable"),
  );
  if (!track || !isRaced) return false;
  if (!last || last.projectId !== track.projectId) return true;
  return Math.max(track.work / last.work, last.work / track.work) > muchMore;
}
