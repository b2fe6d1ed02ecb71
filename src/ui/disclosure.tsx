/** A part that starts folded. */
import { useId, useState, type ReactNode } from "react";
import { Icon } from "@/ui/icons";

export interface DisclosureProps {
  readonly label: string;
  /** What it holds, in two words, at the right end. */
  readonly hint?: string | undefined;
  readonly defaultOpen?: boolean;
  readonly children: ReactNode;
}

export function Disclosure({ label, hint, defaultOpen = false, children }: DisclosureProps) {
  const [isOpen, setOpen] = useState(defaultOpen);
  const id = useId();
  return (
    <div className="disclosure">
      <button type="button" aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
        <Icon name="chevron-right" />
        {label}
        {hint && <span className="quiet">{hint}</span>}
      </button>
      <div id={id} hidden={!isOpen}>
        {isOpen && children}
      </div>
    </div>
  );
}
