/** News that stays where it belongs: what happened, why, and what to press. Never colour alone: icon and words. */
import type { ReactNode } from "react";
import { IconButton } from "@/ui/button";
import { Icon } from "@/ui/icons";
import { useSay } from "@/ui/locale";

export type Tone = "bad" | "warn" | "good" | "info";
const toneIcons = { bad: "circle-alert", warn: "triangle-alert", good: "circle-check", info: "info" } as const;

export interface NoticeProps {
  readonly tone: Tone;
  readonly title?: ReactNode;
  readonly icon?: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  readonly onClose?: (() => void) | undefined;
}

export function Notice({ tone, title, icon, children, actions, onClose }: NoticeProps) {
  const say = useSay();
  return (
    <div className={`notice is-${tone}`} role={tone === "bad" ? "alert" : "status"}>
      <Icon name={icon ?? toneIcons[tone]} />
      <div className="notice-body">
        {title && <h3>{title}</h3>}
        {typeof children === "string" ? <p>{children}</p> : children}
        {actions && <div className="notice-actions">{actions}</div>}
      </div>
      {onClose && <IconButton small icon="x" label={say({ en: "Dismiss", zh: "关闭" })} onClick={onClose} />}
    </div>
  );
}
