/** Gives the focus back to what opened a dialog, a list or a search, whichever way that was: by button, by menu, by a key. */
import { useRef } from "react";

export interface FocusReturn {
  /** Before the focus goes in: nothing within may take it by itself (`autoFocus`) earlier than this. */
  readonly onOpenAutoFocus: () => void;
  readonly onCloseAutoFocus: (event: Event) => void;
}

export function useFocusReturn(): FocusReturn {
  const opener = useRef<HTMLElement>(undefined);
  return {
    onOpenAutoFocus: () => {
      opener.current = openerOf(document.activeElement);
    },
    onCloseAutoFocus: (event) => {
      event.preventDefault();
      // What was chosen may have taken the focus somewhere by itself.
      const isNowhere = document.activeElement === null || document.activeElement === document.body;
      if (isNowhere) opener.current?.focus({ preventScroll: true });
    },
  };
}

/** An item of a menu goes away with it: its button stays. */
function openerOf(focused: Element | null): HTMLElement | undefined {
  const button = focused?.closest('[role="menu"]')?.getAttribute("aria-labelledby");
  const opener = button ? document.getElementById(button) : focused;
  return opener instanceof HTMLElement && opener !== document.body ? opener : undefined;
}
