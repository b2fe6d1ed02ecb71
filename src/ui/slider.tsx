/** A number on a track, with its value beside it. */
import type { CSSProperties } from "react";
import { useControlNames } from "@/ui/field";

export interface SliderProps {
  /** Needed outside a `Field`. */
  readonly label?: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The value in words: `20 %`. */
  readonly format?: (value: number) => string;
  readonly onChange: (value: number) => void;
  readonly onCommit?: () => void;
}

export function Slider({ label, value, min, max, step, format = String, onChange, onCommit }: SliderProps) {
  const fill = max > min ? ((value - min) / (max - min)) * 100 : 0;
  return (
    <span className="slider" style={{ "--fill": `${fill}%` } as CSSProperties}>
      <input
        {...useControlNames(label)}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={format(value)}
        onChange={(event) => onChange(Number(event.target.value))}
        onPointerUp={onCommit}
        onBlur={onCommit}
      />
      <output aria-hidden="true">{format(value)}</output>
    </span>
  );
}
