/** The divider between two panels: dragged, or moved by arrow keys. It only reports; the owner keeps the size. */
import { useRef, type KeyboardEvent, type PointerEvent } from "react";
import { classNames } from "@/ui/class-names";

export interface SplitterProps {
  readonly label: string;
  /** `vertical` divides left from right. */
  readonly orientation: "vertical" | "horizontal";
  /** Size of the panel it sizes, px. */
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** The panel lies right of or below the divider, so dragging towards the start makes it larger. */
  readonly reversed?: boolean;
  readonly onChange: (value: number) => void;
  /** Back to the usual size, on double click. */
  readonly onReset?: () => void;
}

export function Splitter({ label, orientation, value, min, max, reversed = false, onChange, onReset }: SplitterProps) {
  const start = useRef<{ readonly at: number; readonly value: number } | undefined>(undefined);
  const place = (event: PointerEvent) => (orientation === "vertical" ? event.clientX : event.clientY);
  const move = (next: number) => onChange(Math.round(Math.min(max, Math.max(min, next))));
  const onKeyDown = (event: KeyboardEvent) => {
    const keys = orientation === "vertical" ? { ArrowLeft: -1, ArrowRight: 1 } : { ArrowUp: -1, ArrowDown: 1 };
    const by = (keys as Readonly<Record<string, number>>)[event.key];
    if (by !== undefined) move(value + by * (event.shiftKey ? 48 : 12) * (reversed ? -1 : 1));
    else if (event.key === "Home") move(min);
    else if (event.key === "End") move(max);
    else return;
    event.preventDefault();
  };
  return (
    <div
      role="separator"
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={Math.round(value)}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      className={classNames("splitter", `is-${orientation}`)}
      onKeyDown={onKeyDown}
      onDoubleClick={onReset}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { at: place(event), value };
      }}
      onPointerMove={(event) => {
        if (start.current) move(start.current.value + (place(event) - start.current.at) * (reversed ? -1 : 1));
      }}
      onPointerUp={() => {
        start.current = undefined;
      }}
      onPointerCancel={() => {
        start.current = undefined;
      }}
    />
  );
}
