/** A fact in two words. */
import type { ReactNode } from "react";
import { classNames } from "@/ui/class-names";

export interface ChipProps {
  /** `mark` for what is chosen, `live` for what is happening now. */
  readonly tone?: "plain" | "mark" | "live";
  readonly children: ReactNode;
}

export function Chip({ tone = "plain", children }: ChipProps) {
  return (
    <span className={classNames("chip", tone !== "plain" && `is-${tone}`)}>
      {tone === "live" && <i className="dot" />}
      {children}
    </span>
  );
}
