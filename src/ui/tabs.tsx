/** Tabs of a panel: arrows walk, Home and End jump. The panel is whatever the owner shows, wrapped in `TabPanel`. */
import { useRef, type KeyboardEvent, type ReactNode } from "react";

export interface Tab<V extends string> {
  readonly value: V;
  readonly label: string;
  /** A figure beside the label. */
  readonly count?: number;
}
export interface TabsProps<V extends string> {
  readonly label: string;
  /** Ties tabs and panel together; unique on the page. */
  readonly idBase: string;
  readonly value: V;
  readonly tabs: readonly Tab<V>[];
  readonly onChange: (value: V) => void;
}

export function Tabs<V extends string>({ label, idBase, value, tabs, onChange }: TabsProps<V>) {
  const list = useRef<HTMLDivElement>(null);
  const walk = (event: KeyboardEvent) => {
    const current = tabs.findIndex((tab) => tab.value === value);
    const targets: Readonly<Record<string, number>> = { ArrowRight: current + 1, ArrowLeft: current - 1, Home: 0, End: tabs.length - 1 };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const at = (target + tabs.length) % tabs.length;
    const next = tabs[at];
    if (!next) return;
    onChange(next.value);
    list.current?.querySelectorAll("button")[at]?.focus();
  };
  return (
    <div role="tablist" aria-label={label} className="tabs" ref={list} onKeyDown={walk}>
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          id={`${idBase}-tab-${tab.value}`}
          aria-selected={tab.value === value}
          aria-controls={`${idBase}-panel`}
          tabIndex={tab.value === value ? 0 : -1}
          onClick={() => onChange(tab.value)}
        >
          {tab.label}
          {tab.count !== undefined && <span className="quiet figure">{tab.count}</span>}
        </button>
      ))}
    </div>
  );
}

export interface TabPanelProps {
  readonly idBase: string;
  /** The tab it belongs to. */
  readonly value: string;
  readonly className?: string;
  readonly children: ReactNode;
}

export function TabPanel({ idBase, value, className, children }: TabPanelProps) {
  return (
    <div role="tabpanel" id={`${idBase}-panel`} aria-labelledby={`${idBase}-tab-${value}`} tabIndex={0} className={className}>
      {children}
    </div>
  );
}
