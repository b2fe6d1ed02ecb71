/** A part that scrolls when its room is too small; then, and only then, the keyboard can reach it to do so. */
import { useCallback, useState, type ReactNode } from "react";

export interface ScrollAreaProps {
  /** What it holds. */
  readonly label: string;
  readonly className: string;
  readonly children: ReactNode;
}

export function ScrollArea({ label, className, children }: ScrollAreaProps) {
  const [isScrollable, setScrollable] = useState(false);
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const look = () => setScrollable(element.scrollHeight > element.clientHeight + 1);
    // What is inside grows and shrinks as well as the room does.
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    for (const child of element.children) sizes.observe(child);
    const parts = new MutationObserver(() => {
      for (const child of element.children) sizes.observe(child);
      look();
    });
    parts.observe(element, { childList: true });
    return () => {
      sizes.disconnect();
      parts.disconnect();
    };
  }, []);
  return (
    <div ref={ref} className={className} {...(isScrollable ? { tabIndex: 0, role: "region", "aria-label": label } : {})}>
      {children}
    </div>
  );
}
