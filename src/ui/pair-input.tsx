/** Two numbers that belong together: rows × columns. */
import { NumberInput } from "@/ui/number-input";
import { useSay } from "@/ui/locale";

export interface PairInputProps {
  readonly value: readonly [number, number];
  readonly min: number;
  readonly max: number;
  /** Their names for a screen reader: `["rows", "columns"]`. */
  readonly labels?: readonly [string, string];
  readonly onChange: (value: readonly [number, number]) => void;
  readonly onCommit?: () => void;
}

export function PairInput({ value, min, max, labels, onChange, onCommit }: PairInputProps) {
  const say = useSay();
  const [first, second] = labels ?? [say({ en: "rows", zh: "行" }), say({ en: "columns", zh: "列" })];
  const shared = { min, max, integer: true, ...(onCommit ? { onCommit } : {}) };
  return (
    <span className="input-pair">
      <NumberInput label={first} value={value[0]} onChange={(next) => onChange([next, value[1]])} {...shared} />
      <span aria-hidden="true">×</span>
      <NumberInput label={second} value={value[1]} onChange={(next) => onChange([value[0], next])} {...shared} />
    </span>
  );
}
