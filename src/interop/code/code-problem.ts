/** What is wrong with a program, and where: offsets into its text. */
import type { Message } from "@/base/text";

export interface CodeProblem {
  readonly from: number;
  readonly to: number;
  /** A note says what was passed over; the rest was read. */
  readonly severity: "error" | "note";
  readonly what: Message;
}
