/** The page: its arrangement by window size, and each feature in its place. */
import { Phone } from "@/app/layout/phone";
import type { Panels } from "@/app/layout/panels";
import { useRegionJumps } from "@/app/layout/regions";
import { useLayout } from "@/app/layout/use-layout";
import { Workbench } from "@/app/layout/workbench";
import { useNewVersion } from "@/app/use-new-version";
import { useShortcuts } from "@/app/shortcuts";
import { Inspector } from "@/features/inspector/inspector";
import { TopBar } from "@/features/topbar/top-bar";
import { TrainingPanel } from "@/features/training/training-panel";
import { useView } from "@/hooks/bench";
import { LocaleProvider } from "@/ui/locale";
import { ToastProvider } from "@/ui/toasts";
import { TooltipProvider } from "@/ui/tooltip";

export function App() {
  const locale = useView((view) => view.locale);
  return (
    <LocaleProvider value={locale}>
      <TooltipProvider>
        <ToastProvider>
          <Page />
        </ToastProvider>
      </TooltipProvider>
    </LocaleProvider>
  );
}

function Page() {
  const layout = useLayout();
  useRegionJumps();
  useShortcuts();
  useNewVersion();
  const panels: Panels = {
    topbar: <TopBar layout={layout} />,
    data: null,
    network: null,
    inspector: <Inspector training={<TrainingPanel />} />,
    dock: null,
    tryIt: null,
  };
  return layout === "phone" ? <Phone panels={panels} training={<TrainingPanel />} /> : <Workbench layout={layout} panels={panels} />;
}
