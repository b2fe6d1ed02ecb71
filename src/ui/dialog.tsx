/** Something that must be dealt with before the page goes on. Focus stays inside; Escape and the cross close it. */
import { Dialog as Radix } from "radix-ui";
import type { CSSProperties, ReactNode } from "react";
import { IconButton } from "@/ui/button";
import { useSay } from "@/ui/locale";
import { useFocusReturn } from "@/ui/use-focus-return";

export interface DialogProps {
  readonly title: string;
  /** One sentence under the title. */
  readonly summary?: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** CSS length; 560 px otherwise. */
  readonly width?: string;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

export function Dialog({ title, summary, open, onOpenChange, width, footer, children }: DialogProps) {
  const say = useSay();
  const { onOpenAutoFocus, onCloseAutoFocus } = useFocusReturn();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="dialog-scrim" />
        <Radix.Content
          className="dialog"
          style={width ? ({ "--dialog-width": width } as CSSProperties) : undefined}
          {...(summary ? {} : { "aria-describedby": undefined })}
          // The dialog itself takes the focus: on its cross, the tooltip would open with it.
          tabIndex={-1}
          onCloseAutoFocus={onCloseAutoFocus}
          onOpenAutoFocus={(event) => {
            onOpenAutoFocus();
            event.preventDefault();
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
          }}
        >
          <header>
            <Radix.Title asChild>
              <h2>{title}</h2>
            </Radix.Title>
            <Radix.Close asChild>
              <IconButton className="push" icon="x" label={say({ en: "Close", zh: "关闭" })} />
            </Radix.Close>
          </header>
          <div className="dialog-body">
            {summary && (
              <Radix.Description asChild>
                <p className="dialog-summary">{summary}</p>
              </Radix.Description>
            )}
            {children}
          </div>
          {footer && <footer>{footer}</footer>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
