/** Two to four choices side by side: a radio group that arrows walk through. */
import { useRef, type KeyboardEvent } from "react";
import { classNames } from "@/ui/class-names";
import { useControlNames } from "@/ui/field";
import { Icon } from "@/ui/icons";

export interface SegmentedOption<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly icon?: string;
}
export interface SegmentedProps<V extends string> {
  /** Needed outside a `Field`. */
  readonly label?: string;
  readonly value: V;
  readonly options: readonly SegmentedOption<V>[];
  readonly onChange: (value: V) => void;
  readonly wide?: boolean;
}

export function Segmented<V extends string>({ label, value, options, onChange, wide }: SegmentedProps<V>) {
  const names = useControlNames(label);
  const group = useRef<HTMLDivElement>(null);
  const walk = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const at = (options.findIndex((option) => option.value === value) + by + options.length) % options.length;
    const next = options[at];
    if (!next) return;
    onChange(next.value);
    group.current?.querySelectorAll("button")[at]?.focus();
  };
  return (
    <div role="radiogroup" ref={group} className={classNames("segmented", wide && "is-wide")} onKeyDown={walk} {...names}>
      {options.map((option) => {
        const isChosen = option.value === value;
        return (
          <button key={option.value} type="button" role="radio" aria-checked={isChosen} tabIndex={isChosen ? 0 : -1} onClick={() => onChange(option.value)}>
            {option.icon && <Icon name={option.icon} />}
            {option.label}
          </button>
        );
      })}
    </div>
  );
}
