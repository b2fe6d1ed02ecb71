/** More than four choices. The browser's own select: right for every keyboard, screen reader and phone. */
import { useControlNames } from "@/ui/field";
import { Icon } from "@/ui/icons";

export interface SelectOption<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly group?: string;
  /** Shown in the list, cannot be chosen. */
  readonly disabled?: boolean;
}
export interface SelectProps<V extends string> {
  /** Needed outside a `Field`. */
  readonly label?: string;
  readonly value: V;
  readonly options: readonly SelectOption<V>[];
  readonly onChange: (value: V) => void;
  /** Says more about the choice, inside the control at its right end. */
  readonly hint?: string | undefined;
}

function groupsOf<V extends string>(options: readonly SelectOption<V>[]): readonly (readonly [string, readonly SelectOption<V>[]])[] {
  const groups = new Map<string, SelectOption<V>[]>();
  for (const option of options) groups.set(option.group ?? "", [...(groups.get(option.group ?? "") ?? []), option]);
  return [...groups];
}

export function Select<V extends string>({ label, value, options, onChange, hint }: SelectProps<V>) {
  const names = useControlNames(label);
  const list = (some: readonly SelectOption<V>[]) =>
    some.map((option) => (
      <option key={option.value} value={option.value} disabled={option.disabled}>
        {option.label}
      </option>
    ));
  return (
    <span className="input is-select">
      <select
        {...names}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {groupsOf(options).map(([group, some]) =>
          group ? (
            <optgroup key={group} label={group}>
              {list(some)}
            </optgroup>
          ) : (
            list(some)
          ),
        )}
      </select>
      {hint && <span className="unit">{hint}</span>}
      <Icon name="chevron-down" />
    </span>
  );
}
