/** A part of the page that is built in a turn of its own, after those around it, so that no one frame builds them all. */
import { useEffect, useId, useState, type ReactNode } from "react";
import { showInTurn } from "@/hooks/in-turn";

export interface LateProps {
  /** What keeps its room until then. */
  readonly place: ReactNode;
  readonly children: ReactNode;
}

export function Late({ place, children }: LateProps) {
  const part = useId();
  const [isDue, setDue] = useState(false);
  useEffect(() => (isDue ? undefined : showInTurn(() => setDue(true), part)), [isDue, part]);
  return isDue ? children : place;
}
