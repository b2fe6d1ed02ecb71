/** Buttons. A disabled one stays focusable and says why; there is no other kind of disabled. */
import type { ComponentPropsWithRef } from "react";
import { classNames } from "@/ui/class-names";
import { Icon } from "@/ui/icons";
import { Tooltip } from "@/ui/tooltip";

interface Shared extends Omit<ComponentPropsWithRef<"button">, "disabled"> {
  /** Why it cannot be pressed now; shown on hover and focus. */
  readonly disabledBecause?: string | undefined;
  readonly shortcut?: string | undefined;
  readonly small?: boolean;
}

export interface ButtonProps extends Shared {
  /** `primary` is the one thing to press on a screen; `ink` commits; `plain` has no border until hovered. */
  readonly variant?: "default" | "primary" | "ink" | "plain";
  readonly icon?: string;
  readonly iconEnd?: string;
  readonly wide?: boolean;
  /** More than its words say, on hover and focus. */
  readonly hint?: string;
}

/** aria-disabled instead of disabled: the reason must be reachable by keyboard. */
function pressable(disabledBecause: string | undefined, onClick: Shared["onClick"]): Pick<Shared, "aria-disabled" | "onClick"> {
  if (disabledBecause !== undefined) return { "aria-disabled": true, onClick: (event) => event.preventDefault() };
  return { onClick };
}

export function Button({
  variant = "default",
  icon,
  iconEnd,
  wide,
  small,
  hint,
  shortcut,
  disabledBecause,
  onClick,
  className,
  children,
  ...rest
}: ButtonProps) {
  const told = disabledBecause ?? hint ?? (shortcut === undefined ? undefined : children);
  // Even with nothing to tell: a button that came to stand in a tooltip by being disabled would be another one, without the focus.
  return (
    <Tooltip content={told} shortcut={shortcut}>
      <button
        type="button"
        {...rest}
        {...pressable(disabledBecause, onClick)}
        className={classNames("button", variant !== "default" && `is-${variant}`, small && "is-small", wide && "is-wide", className)}
      >
        {icon && <Icon name={icon} />}
        {children}
        {iconEnd && <Icon name={iconEnd} />}
      </button>
    </Tooltip>
  );
}

export interface IconButtonProps extends Shared {
  readonly icon: string;
  /** Its name, and its tooltip. */
  readonly label: string;
  /** More than the name for the tooltip: "Undo: add Conv2D". */
  readonly hint?: string;
  readonly pressed?: boolean;
}

export function IconButton({ icon, label, hint, small, pressed, shortcut, disabledBecause, onClick, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip content={disabledBecause ?? hint ?? label} shortcut={shortcut}>
      <button
        type="button"
        aria-label={label}
        {...(pressed === undefined ? {} : { "aria-pressed": pressed })}
        {...rest}
        {...pressable(disabledBecause, onClick)}
        className={classNames("icon-button", small && "is-small", className)}
      >
        <Icon name={icon} />
      </button>
    </Tooltip>
  );
}
