/** The page: its arrangement by window size, and each feature in its place. */
import { lazy, Suspense } from "react";
import { Phone } from "@/app/layout/phone";
import type { Panels } from "@/app/layout/panels";
import { useRegionJumps } from "@/app/layout/regions";
import { Slot } from "@/app/layout/slot";
import { useLayout } from "@/app/layout/use-layout";
import { Workbench } from "@/app/layout/workbench";
import { useShortcuts } from "@/app/shortcuts";
import { useNewVersion } from "@/app/use-new-version";
import type { RenderGroup, RenderMiniature } from "@/features/builder/canvas-state";
import { Inspector } from "@/features/inspector/inspector";
import { ProjectFiles } from "@/features/topbar/project-files";
import { RunAnnouncer } from "@/features/topbar/run-announcer";
import { RunNotice } from "@/features/topbar/run-notice";
import { TopBar } from "@/features/topbar/top-bar";
import { RunFigures } from "@/features/training/run-figures";
import { TrainingPanel } from "@/features/training/training-panel";
import { useView } from "@/hooks/bench";
import { LocaleProvider } from "@/ui/locale";
import { ToastProvider } from "@/ui/toasts";
import { TooltipProvider } from "@/ui/tooltip";

const DataPanel = lazy(async () => ({ default: (await import("@/features/dataset/data-panel")).DataPanel }));
const Dock = lazy(async () => ({ default: (await import("@/app/dock")).Dock }));
const NetworkPanel = lazy(async () => ({ default: (await import("@/features/builder/network-panel")).NetworkPanel }));
const LayerMiniature = lazy(async () => ({ default: (await import("@/features/miniatures/layer-miniature")).LayerMiniature }));
const GroupMiniature = lazy(async () => ({ default: (await import("@/features/miniatures/group-miniature")).GroupMiniature }));
const LayerWeights = lazy(async () => ({ default: (await import("@/features/miniatures/layer-weights")).LayerWeights }));
const TryIt = lazy(async () => ({ default: (await import("@/features/try-it/try-it")).TryIt }));
const Palette = lazy(async () => ({ default: (await import("@/features/palette/palette")).Palette }));
const TemplateGallery = lazy(async () => ({ default: (await import("@/features/templates/template-gallery")).TemplateGallery }));
const ExportDialog = lazy(async () => ({ default: (await import("@/features/export/export-dialog")).ExportDialog }));
const ShareDialog = lazy(async () => ({ default: (await import("@/features/share/share-dialog")).ShareDialog }));
const RecentDialog = lazy(async () => ({ default: (await import("@/features/share/recent-dialog")).RecentDialog }));
const Coach = lazy(async () => ({ default: (await import("@/features/templates/coach")).Coach }));

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
    topbar: (
      <>
        <TopBar layout={layout} />
        {layout === "phone" && <RunNotice />}
      </>
    ),
    data: <DataPanel />,
    network: (
      <>
        <NetworkPanel renderMiniature={renderMiniature} renderGroup={renderGroup} />
        {layout !== "phone" && <RunNotice />}
      </>
    ),
    inspector: <Inspector training={<TrainingPanel />} renderInside={renderInside} />,
    dock: <Dock />,
    tryIt: <TryIt />,
  };
  return (
    <>
      {layout === "phone" ? <Phone panels={panels} training={trainingOnPhone} /> : <Workbench layout={layout} panels={panels} />}
      <RunAnnouncer />
      <ProjectFiles />
      <Slot name="templates">
        <TemplateGallery />
      </Slot>
      <Slot name="export">
        <ExportDialog />
      </Slot>
      <Slot name="share">
        <ShareDialog />
      </Slot>
      <Slot name="recent projects">
        <RecentDialog />
      </Slot>
      <Slot name="commands">
        <Palette />
      </Slot>
      <Slot name="first steps">
        <Coach />
      </Slot>
    </>
  );
}

const trainingOnPhone = (
  <>
    <RunFigures />
    <TrainingPanel />
  </>
);

const renderInside = (nodeId: string) => (
  <Slot name="weights">
    <LayerWeights nodeId={nodeId} />
  </Slot>
);

const renderMiniature: RenderMiniature = (node, size) => (
  <Suspense fallback={null}>
    <LayerMiniature nodeId={node.id} className={node.className} width={size.width} height={size.height} />
  </Suspense>
);

const renderGroup: RenderGroup = (parts, shown, size) => (
  <Suspense fallback={null}>
    <GroupMiniature nodeIds={parts.map(({ id }) => id)} shownId={shown?.id} width={size.width} height={size.height} />
  </Suspense>
);
