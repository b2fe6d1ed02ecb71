/** What will be here, and how to get it. */
import type { ReactNode } from "react";
import { Icon } from "@/ui/icons";

export interface EmptyStateProps {
  readonly icon: string;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="empty-state">
      <Icon name={icon} />
      <h3>{title}</h3>
      {children && <p>{children}</p>}
      {actions && <div className="row">{actions}</div>}
    </div>
  );
}
