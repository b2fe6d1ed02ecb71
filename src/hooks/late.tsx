/** A part of the page that is built a few frames after those around it, so that no one frame builds them all. */
import { useEffect, useState, type ReactNode } from "react";
import { afterFrame } from "@/hooks/use-after-frame";

export interface LateProps {
  /** How many frames it lets pass. */
  readonly frames: number;
  /** What keeps its room until then. */
  readonly place: ReactNode;
  readonly children: ReactNode;
}

export function Late({ frames, place, children }: LateProps) {
  const [passed, setPassed] = useState(0);
  useEffect(() => (passed < frames ? afterFrame(() => setPassed(passed + 1)) : undefined), [passed, frames]);
  return passed < frames ? place : children;
}
