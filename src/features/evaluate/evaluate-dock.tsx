/** The dock: what training did and how good the network is. The task's own view and other tabs are given by the app. */
import { lazy, Suspense, useState, type ReactNode } from "react";
import { EpochsTab } from "@/features/evaluate/epochs-tab";
import { JudgedSwitch } from "@/features/evaluate/judged-switch";
import { MistakesTab } from "@/features/evaluate/mistakes-tab";
import { hasClasses, OverviewTab } from "@/features/evaluate/overview-tab";
import { useEvaluation, type Judged } from "@/features/evaluate/use-evaluation";
import { useBench, useRun, useView } from "@/hooks/bench";
import { useShownDataset } from "@/hooks/use-dataset";
import type { DockTab } from "@/store/view-store";
import { EmptyState } from "@/ui/empty-state";
import { useSay } from "@/ui/locale";
import { TabPanel, Tabs } from "@/ui/tabs";
import type { Text } from "@/base/text";
import "@/features/evaluate/evaluate.css";

const RocTab = lazy(() => import("@/features/evaluate/roc-tab"));

export interface ExtraTab {
  readonly id: DockTab;
  readonly title: Text;
  readonly content: ReactNode;
  /** Stands before Overview: what a person comes for first. */
  readonly isFirst?: boolean;
}
export interface EvaluateDockProps {
  readonly extraTabs?: readonly ExtraTab[];
}

export function EvaluateDock({ extraTabs = [] }: EvaluateDockProps) {
  const say = useSay();
  const { view } = useBench();
  const wanted = useView((state) => state.dockTab);
  const [asked, setAsked] = useState<Judged>("live");
  const hasTest = useRun((state) => state.testEvaluation !== undefined);
  const judged = hasTest ? asked : "live";
  const isClassification = useShownDataset()?.task === "classification";
  const evaluation = useEvaluation(judged);

  const tabs: { id: DockTab; title: Text; content: ReactNode; count?: number }[] = [
    ...extraTabs.filter((tab) => tab.isFirst),
    { id: "overview", title: { en: "Overview", zh: "概览" }, content: <OverviewTab evaluation={evaluation} /> },
  ];
  if (isClassification)
    tabs.push({
      id: "mistakes",
      title: { en: "Mistakes", zh: "错误" },
      content: hasClasses(evaluation) ? (
        <MistakesTab evaluation={evaluation} />
      ) : (
        <EmptyState icon="crosshair" title={say({ en: "Not judged yet", zh: "尚未评估" })}>
          {say({ en: "What the network was surest of and wrong about appears here while it trains.", zh: "训练时，这里显示网络最有把握却答错的样本。" })}
        </EmptyState>
      ),
    });
  if (isClassification && evaluation)
    tabs.push({
      id: "roc",
      title: { en: "ROC", zh: "ROC" },
      content: (
        <Suspense>
          <RocTab evaluation={evaluation} />
        </Suspense>
      ),
    });
  tabs.push({ id: "epochs", title: { en: "Epochs", zh: "各轮" }, content: <EpochsTab /> }, ...extraTabs.filter((tab) => !tab.isFirst));
  const shown = tabs.find(({ id }) => id === wanted) ?? tabs[0];
  if (!shown) return null;

  return (
    <div className="evaluate">
      <header className="evaluate-head">
        <Tabs
          label={say({ en: "Training and evaluation", zh: "训练与评估" })}
          idBase="dock"
          value={shown.id}
          tabs={tabs.map(({ id, title }) => ({ value: id, label: say(title) }))}
          onChange={(dockTab) => view.setState({ dockTab })}
        />
        <JudgedSwitch judged={judged} onChange={setAsked} />
      </header>
      <TabPanel idBase="dock" value={shown.id} className="evaluate-body">
        {shown.content}
      </TabPanel>
    </div>
  );
}
