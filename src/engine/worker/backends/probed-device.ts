/** What probing a device tells, or why it cannot be used. */
import { ProblemError } from "@/base/problem";
import type { Message } from "@/base/text";
import type { BackendName } from "@/engine/protocol";

/** The adapter's name, and how to watch the device once tfjs has made its own. */
export interface ProbedDevice {
  readonly adapter: string;
  readonly isSoftware: boolean;
  readonly onLost: (listener: (reason: string) => void) => () => void;
}

/** The error for a backend that this browser or machine cannot offer. */
export function unusable(name: BackendName, reason: Message, detail?: string): ProblemError {
  return new ProblemError({ code: `device.${name}`, what: reason, ...(detail === undefined ? {} : { detail }) });
}
