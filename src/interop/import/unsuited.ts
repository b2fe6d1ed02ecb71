/** Thrown for one layer that cannot be taken over; whoever walks the layers gathers them. */
import type { Text } from "@/base/text";

export class Unsuited extends Error {
  override readonly name = "Unsuited";
  readonly reason: Text;
  constructor(reason: Text) {
    super(reason.en);
    this.reason = reason;
  }
}
