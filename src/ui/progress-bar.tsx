/** How far something is; without a value, that something is going on. */
import type { CSSProperties } from "react";
import { classNames } from "@/ui/class-names";

export interface ProgressBarProps {
  readonly label: string;
  /** Share done, 0 … 1; undefined = not known. */
  readonly value: number | undefined;
}

export function ProgressBar({ label, value }: ProgressBarProps) {
  const percent = value === undefined ? undefined : Math.round(Math.min(1, Math.max(0, value)) * 1000) / 10;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(percent === undefined ? {} : { "aria-valuenow": percent })}
      className={classNames("progress-bar", percent === undefined && "is-endless")}
    >
      {percent !== 0 && <i style={percent === undefined ? undefined : ({ "--share": `${percent}%` } as CSSProperties)} />}
    </div>
  );
}
