/** A list of whole numbers typed as `28 × 28 × 1`; `x`, commas and spaces separate as well. */
import { useState } from "react";
import { classNames } from "@/ui/class-names";
import { useControlNames, useReportError } from "@/ui/field";
import { useSay } from "@/ui/locale";

export interface DimsInputProps {
  readonly label?: string;
  readonly value: readonly number[];
  readonly min: number;
  readonly max: number;
  readonly maxLength: number;
  readonly onChange: (value: readonly number[]) => void;
  readonly onCommit?: () => void;
}

/** `28x28 1`, `(28, 28, 1)` → [28, 28, 1]; undefined when anything in it is no whole number. */
export function parseDims(text: string): readonly number[] | undefined {
  const parts = text
    .normalize("NFKC")
    .split(/[\s,;x×*()[\]]+/i)
    .filter(Boolean);
  return parts.length > 0 && parts.every((part) => /^\d+$/.test(part)) ? parts.map(Number) : undefined;
}

export function DimsInput({ label, value, min, max, maxLength, onChange, onCommit }: DimsInputProps) {
  const say = useSay();
  const [typed, setTyped] = useState<{ readonly text: string; readonly shown: string } | undefined>();
  const [isLeft, setLeft] = useState(false);
  const shown = value.join(" × ");
  const draft = typed?.shown === shown ? typed.text : undefined;

  const fits = (dims: readonly number[] | undefined): dims is readonly number[] =>
    dims !== undefined && dims.length <= maxLength && dims.every((size) => size >= min && size <= max);
  const isWrong = draft !== undefined && !fits(parseDims(draft)) && isLeft;
  useReportError(
    isWrong
      ? say(
          {
            en: "One to {count} whole numbers from {min} to {max}, such as 28 × 28 × 1.",
            zh: "填 1 到 {count} 个整数，范围 {min} 到 {max}，例如 28 × 28 × 1。",
          },
          { count: maxLength, min, max },
        )
      : undefined,
  );
  const settle = () => {
    setLeft(true);
    if (draft !== undefined && fits(parseDims(draft))) setTyped(undefined);
    onCommit?.();
  };
  return (
    <span className={classNames("input", isWrong && "is-invalid")}>
      <input
        {...useControlNames(label)}
        autoComplete="off"
        {...(isWrong ? { "aria-invalid": true } : {})}
        value={draft ?? shown}
        onChange={(event) => {
          setLeft(false);
          const text = event.target.value;
          const dims = parseDims(text);
          const next = fits(dims) ? dims.join(" × ") : shown;
          setTyped({ text, shown: next });
          if (fits(dims) && next !== shown) onChange(dims);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.nativeEvent.isComposing) settle();
          else if (event.key === "Escape" && draft !== undefined) {
            event.stopPropagation();
            setTyped(undefined);
          }
        }}
        onBlur={settle}
      />
    </span>
  );
}
