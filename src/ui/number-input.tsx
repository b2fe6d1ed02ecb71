/** A number with plus and minus, also typed. What was typed wrongly stays as typed, is explained, and is not applied. */
import { useEffect, useState, type KeyboardEvent } from "react";
import type { Text } from "@/base/text";
import { IconButton } from "@/ui/button";
import { classNames } from "@/ui/class-names";
import { useControlNames, useReportError } from "@/ui/field";
import { useSay } from "@/ui/locale";
import { formatNumber, parseNumber, stepNumber } from "@/ui/number-text";

const words = {
  notANumber: { en: "Type a number.", zh: "请输入数字。" },
  notWhole: { en: "Type a whole number.", zh: "请输入整数。" },
  outOfRange: { en: "Between {min} and {max}, so this is not applied.", zh: "应在 {min} 到 {max} 之间，因此未采用。" },
  less: { en: "Less", zh: "减小" },
  more: { en: "More", zh: "增大" },
} satisfies Record<string, Text>;

export interface NumberInputProps {
  /** Needed outside a `Field`. */
  readonly label?: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
  /** `log` steps by factors of 10 through 1, 2, 5. */
  readonly scale?: "linear" | "log";
  /** Of a linear step; 1 for whole numbers. */
  readonly step?: number;
  readonly unit?: string;
  readonly placeholder?: string;
  readonly onChange: (value: number) => void;
  /** The gesture is over: the field was left, or Enter was pressed. */
  readonly onCommit?: () => void;
}

export function NumberInput({ label, value, min, max, integer = false, scale = "linear", step, unit, placeholder, onChange, onCommit }: NumberInputProps) {
  const say = useSay();
  // What is typed stands only as long as the value it led to: undo or another field replaces it.
  const [typed, setTyped] = useState<{ readonly text: string; readonly value: number } | undefined>();
  const draft = typed?.value === value ? typed.text : undefined;
  const [isComplaining, setComplaining] = useState(false);

  const fault = (text: string): string | undefined => {
    const parsed = parseNumber(text);
    if (parsed === undefined) return say(words.notANumber);
    if (integer && !Number.isInteger(parsed)) return say(words.notWhole);
    if (parsed < min || parsed > max) return say(words.outOfRange, { min: formatNumber(min), max: formatNumber(max) });
    return undefined;
  };
  const error = draft === undefined ? undefined : fault(draft);
  const isShown = isComplaining && error !== undefined;
  useReportError(isShown ? error : undefined);
  // Typing is not interrupted: a complaint waits for a pause.
  useEffect(() => {
    if (error === undefined) return;
    const timer = setTimeout(() => setComplaining(true), 600);
    return () => clearTimeout(timer);
  }, [draft, error]);

  const type = (text: string) => {
    setComplaining(false);
    const parsed = fault(text) === undefined ? parseNumber(text) : undefined;
    setTyped({ text, value: parsed ?? value });
    if (parsed !== undefined && parsed !== value) onChange(parsed);
  };
  const nudge = (direction: 1 | -1, factor = 1) => {
    setTyped(undefined);
    const next = stepNumber(value, direction, { integer, scale, step: step === undefined && !integer ? undefined : (step ?? 1) * factor, min, max });
    const kept = Math.min(max, Math.max(min, next));
    if (kept !== value) onChange(kept);
  };
  const settle = () => {
    if (error === undefined) setTyped(undefined);
    else setComplaining(true);
    onCommit?.();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      nudge(event.key === "ArrowUp" ? 1 : -1, event.shiftKey ? 10 : 1);
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) settle();
    else if (event.key === "Escape" && draft !== undefined) {
      event.stopPropagation();
      setTyped(undefined);
    }
  };

  return (
    <span className={classNames("input", "is-stepper", isShown && "is-invalid")}>
      <input
        {...useControlNames(label)}
        inputMode={integer ? "numeric" : "decimal"}
        autoComplete="off"
        role="spinbutton"
        aria-valuenow={value}
        aria-valuemin={min}
        aria-valuemax={max}
        {...(isShown ? { "aria-invalid": true } : {})}
        {...(placeholder === undefined ? {} : { placeholder })}
        value={draft ?? formatNumber(value)}
        onChange={(event) => type(event.target.value)}
        onBlur={settle}
        onKeyDown={onKeyDown}
      />
      {unit && <span className="unit">{unit}</span>}
      <IconButton small icon="minus" label={say(words.less)} tabIndex={-1} onClick={() => nudge(-1)} onBlur={onCommit} />
      <IconButton small icon="plus" label={say(words.more)} tabIndex={-1} onClick={() => nudge(1)} onBlur={onCommit} />
    </span>
  );
}
