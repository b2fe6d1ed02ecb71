/** One line of text. With `onCommit` it is a draft until Enter or leaving; Escape takes it back. */
import { useState, type KeyboardEvent } from "react";
import { classNames } from "@/ui/class-names";
import { useControlNames } from "@/ui/field";

export interface TextInputProps {
  readonly label?: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly maxLength?: number;
  readonly className?: string;
  /** With every key. */
  readonly onChange?: (value: string) => void;
  /** With Enter and on leaving, when it changed. */
  readonly onCommit?: (value: string) => void;
}

export function TextInput({ label, value, placeholder, maxLength, className, onChange, onCommit }: TextInputProps) {
  const [typed, setTyped] = useState<{ readonly text: string; readonly before: string } | undefined>();
  const draft = typed?.before === value ? typed.text : value;
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") event.currentTarget.blur();
    if (event.key === "Escape" && draft !== value) {
      event.stopPropagation();
      setTyped(undefined);
    }
  };
  return (
    <span className={classNames("input", className)}>
      <input
        {...useControlNames(label)}
        type="text"
        autoComplete="off"
        value={draft}
        {...(placeholder === undefined ? {} : { placeholder })}
        {...(maxLength === undefined ? {} : { maxLength })}
        onChange={(event) => {
          setTyped({ text: event.target.value, before: onChange ? event.target.value : value });
          onChange?.(event.target.value);
        }}
        onBlur={() => {
          if (draft === value) return;
          // What was not taken is not shown either.
          if (onCommit) setTyped(undefined);
          onCommit?.(draft);
        }}
        onKeyDown={onKeyDown}
      />
    </span>
  );
}
