/** A word that explains itself: on hover, on focus, and on a tap or long press. */
import { Tooltip as Radix } from "radix-ui";
import { useState, type ReactNode } from "react";
import { Kbd } from "@/ui/kbd";
import { useSay } from "@/ui/locale";

export interface TermProps {
  /** At most three lines. */
  readonly help: ReactNode;
  /** Heads the explanation; the term itself otherwise. */
  readonly title?: ReactNode;
  /** Of a field's label: open by the field's own key, so it is no stop of Tab. */
  readonly ofField?: { readonly isOpen: boolean; readonly setOpen: (open: boolean) => void; readonly shortcut: string };
  readonly children: ReactNode;
}

export function Term({ help, title, ofField, children }: TermProps) {
  const say = useSay();
  const own = useState(false);
  const [isOpen, setOpen] = ofField ? [ofField.isOpen, ofField.setOpen] : own;
  return (
    <Radix.Root open={isOpen} onOpenChange={setOpen} delayDuration={300}>
      <Radix.Trigger asChild>
        {/* A pointer press would close the tooltip; a tap must open it. */}
        <button
          type="button"
          className="term"
          {...(ofField ? { tabIndex: -1 } : {})}
          onPointerDown={(event) => event.preventDefault()}
          onClick={(event) => {
            event.preventDefault();
            setOpen(true);
          }}
          onContextMenu={(event) => event.preventDefault()}
        >
          {children}
        </button>
      </Radix.Trigger>
      <Radix.Portal>
        <div role="region" aria-label={say({ en: "Explanation", zh: "说明" })}>
          <Radix.Content className="tooltip" side="bottom" align="start" sideOffset={6} collisionPadding={8}>
            {ofField && <Kbd keys={ofField.shortcut} />}
            <b>{title ?? children}</b>
            {help}
            <Radix.Arrow className="tooltip-arrow" />
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  );
}
