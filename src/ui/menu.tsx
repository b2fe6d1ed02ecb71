/** A list of things to do or choose, opened by a button. */
import { DropdownMenu as Radix } from "radix-ui";
import { Fragment, type ReactElement, type ReactNode } from "react";
import { Icon } from "@/ui/icons";
import { Kbd } from "@/ui/kbd";
import { useSay } from "@/ui/locale";

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: string;
  readonly shortcut?: string | undefined;
  /** Quiet words at the right end. */
  readonly hint?: string;
  /** Makes it a choice that is on or off. */
  readonly checked?: boolean;
  /** Why it cannot be chosen now; shown at its right end. */
  readonly disabledBecause?: string | undefined;
  readonly onSelect: () => void;
}
export interface MenuSection {
  readonly id: string;
  readonly label?: string;
  readonly items: readonly MenuItem[];
}
export interface MenuProps {
  readonly trigger: ReactElement;
  readonly sections: readonly MenuSection[];
  readonly align?: "start" | "center" | "end";
}

export function Menu({ trigger, sections, align = "start" }: MenuProps) {
  const shown = sections.filter((section) => section.items.length > 0);
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <MenuRegion>
          {/* Opened by a finger no item is a tab stop yet: the list itself is one, so that it can be scrolled. */}
          <Radix.Content className="menu" align={align} sideOffset={6} collisionPadding={8} loop tabIndex={0}>
            {shown.map((section, index) => (
              <Fragment key={section.id}>
                {index > 0 && <Radix.Separator className="menu-line" />}
                <Radix.Group>
                  {section.label && <Radix.Label className="menu-label">{section.label}</Radix.Label>}
                  {section.items.map((item) => (
                    <Entry key={item.id} item={item} />
                  ))}
                </Radix.Group>
              </Fragment>
            ))}
          </Radix.Content>
        </MenuRegion>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** A menu lies at the end of the page, outside of its parts: a landmark of its own is where those who listen find it. */
export function MenuRegion({ children }: { readonly children: ReactNode }) {
  const say = useSay();
  return <section aria-label={say({ en: "Menu", zh: "菜单" })}>{children}</section>;
}

function Entry({ item }: { readonly item: MenuItem }) {
  const shared = { className: "menu-item", disabled: item.disabledBecause !== undefined, onSelect: item.onSelect };
  const hint = item.disabledBecause ?? item.hint;
  const inside = (
    <>
      {item.icon && <Icon name={item.icon} />}
      {item.label}
      {hint && <span className="menu-hint">{hint}</span>}
      {item.shortcut && <Kbd keys={item.shortcut} />}
    </>
  );
  if (item.checked === undefined) return <Radix.Item {...shared}>{inside}</Radix.Item>;
  return (
    <Radix.CheckboxItem {...shared} checked={item.checked}>
      <span className="menu-check">{item.checked && <Icon name="check" />}</span>
      {inside}
    </Radix.CheckboxItem>
  );
}
