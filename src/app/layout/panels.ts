/** The parts of the bench, as the arrangements place them. */
import type { ReactNode } from "react";

export interface Panels {
  readonly topbar: ReactNode;
  readonly data: ReactNode;
  readonly network: ReactNode;
  readonly inspector: ReactNode;
  readonly dock: ReactNode;
  readonly tryIt: ReactNode;
}
