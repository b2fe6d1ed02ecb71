/** Several lines of text. While an input method composes characters nothing is told; the text counts once they are chosen. */
import { useState } from "react";
import { useControlNames } from "@/ui/field";

export interface TextAreaProps {
  /** Needed outside a `Field`. */
  readonly label?: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly rows?: number;
  readonly maxLength?: number;
  readonly onChange: (value: string) => void;
}

export function TextArea({ label, value, placeholder, rows = 3, maxLength, onChange }: TextAreaProps) {
  const [composed, setComposed] = useState<string>();
  const settle = (text: string) => {
    setComposed(undefined);
    if (text !== value) onChange(text);
  };
  return (
    <textarea
      {...useControlNames(label)}
      className="text-area"
      dir="auto"
      rows={rows}
      autoComplete="off"
      value={composed ?? value}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(maxLength === undefined ? {} : { maxLength })}
      onChange={(event) => {
        if ((event.nativeEvent as InputEvent).isComposing) setComposed(event.target.value);
        else settle(event.target.value);
      }}
      // Some browsers tell the last input before this, some after: either way the text ends up settled.
      onCompositionEnd={(event) => settle(event.currentTarget.value)}
    />
  );
}
