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
      {/* No heading: it stands where there may be none above it. */}
      <strong>{title}</strong>
      {children && <p>{children}</p>}
      {actions && <div className="row">{actions}</div>}
    </div>
  );
}
