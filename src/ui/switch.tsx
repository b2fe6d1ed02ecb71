/** On or off; takes effect at once. */
import { useControlNames } from "@/ui/field";

export interface SwitchProps {
  /** Needed outside a `Field`. */
  readonly label?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function Switch({ label, checked, onChange }: SwitchProps) {
  return <button type="button" role="switch" className="switch" aria-checked={checked} onClick={() => onChange(!checked)} {...useControlNames(label)} />;
}
