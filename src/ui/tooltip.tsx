/** A few words beside a control on hover and focus, in a landmark like all of the page. For terms that need a sentence, see `Term`. */
import { Tooltip as Radix } from "radix-ui";
import { useState, type ReactElement, type ReactNode } from "react";
import { Kbd } from "@/ui/kbd";
import { useSay } from "@/ui/locale";
import { classNames } from "@/ui/class-names";

/** Once, around the page: moving from one tooltip to the next does not wait again. */
export function TooltipProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={400} skipDelayDuration={300}>
      {children}
    </Radix.Provider>
  );
}

export interface TooltipProps {
  /** With none it never opens. */
  readonly content: ReactNode;
  readonly shortcut?: string | undefined;
  readonly side?: "top" | "bottom" | "left" | "right";
  /** A single focusable element. */
  readonly children: ReactElement;
}

export function Tooltip({ content, shortcut, side = "bottom", children }: TooltipProps) {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  return (
    <Radix.Root open={isOpen && content !== undefined} onOpenChange={setOpen}>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <div role="region" aria-label={say({ en: "Hint", zh: "提示" })}>
          <Radix.Content className={classNames("tooltip", "is-brief")} side={side} sideOffset={6} collisionPadding={8}>
            {content}
            {shortcut && <Kbd keys={shortcut} />}
            <Radix.Arrow className="tooltip-arrow" />
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  );
}
