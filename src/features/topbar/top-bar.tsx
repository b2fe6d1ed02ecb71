/** Who I am, what is running, and what it runs on: identity left, transport in the middle, device and settings right. */
import { Brand } from "@/features/topbar/brand";
import { DeviceBadge } from "@/features/topbar/device-badge";
import { HistoryButtons } from "@/features/topbar/history-buttons";
import { PageButtons } from "@/features/topbar/page-buttons";
import { ProjectName } from "@/features/topbar/project-name";
import { RunProgress } from "@/features/topbar/run-progress";
import { Transport } from "@/features/topbar/transport";
import { useBench } from "@/hooks/bench";
import { Button, IconButton } from "@/ui/button";
import { useSay } from "@/ui/locale";
import "@/features/topbar/top-bar.css";

export interface TopBarProps {
  readonly layout: "phone" | "tablet" | "narrow" | "desk" | "wide";
}

export function TopBar({ layout }: TopBarProps) {
  if (layout === "phone") return <PhoneBar />;
  const isRoomy = layout === "desk" || layout === "wide";
  return (
    <div className={`top-bar is-${layout}`}>
      <div className="top-side">
        <Brand />
        <ProjectName />
        <TemplatesButton isBrief={!isRoomy} />
        <HistoryButtons />
      </div>
      <div className="top-middle">
        <Transport />
        <RunProgress />
      </div>
      <div className="top-side is-end">
        <DeviceBadge isBrief={!isRoomy} />
        <PageButtons isBrief={layout === "tablet"} />
      </div>
    </div>
  );
}

function PhoneBar() {
  return (
    <div className="top-phone">
      <div className="top-phone-bar">
        <Brand />
        <ProjectName />
        <span className="push" />
        <TemplatesButton isBrief />
        <PageButtons isBrief />
      </div>
      <div className="top-phone-go">
        <Transport />
        <RunProgress />
      </div>
    </div>
  );
}

function TemplatesButton({ isBrief }: { readonly isBrief: boolean }) {
  const say = useSay();
  const bench = useBench();
  const label = say({ en: "Templates", zh: "模板" });
  const open = () => bench.view.setState({ isTemplatesOpen: true });
  if (isBrief) return <IconButton icon="layout-template" label={label} onClick={open} />;
  return (
    <Button variant="plain" icon="layout-template" onClick={open}>
      {label}
    </Button>
  );
}
