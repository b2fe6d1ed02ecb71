/** The dock with all its tabs: the task's own view first, the templates last. */
import { lazy } from "react";
import { Slot } from "@/app/layout/slot";
import { EvaluateDock, type ExtraTab } from "@/features/evaluate/evaluate-dock";
import { LayersView } from "@/features/miniatures/layers-view";
import { TaskView, taskViewTitle } from "@/features/task-views/task-view";
import { TemplateStrip } from "@/features/templates/template-strip";
import { useShownDataset } from "@/hooks/use-dataset";

const CodePanel = lazy(async () => ({ default: (await import("@/features/code/code-panel")).CodePanel }));

export function Dock() {
  const title = taskViewTitle(useShownDataset());
  const task: readonly ExtraTab[] = title ? [{ id: "task", title, content: <TaskView />, isFirst: true }] : [];
  const last: readonly ExtraTab[] = [
    { id: "layers", title: { en: "Layers", zh: "各层" }, content: <LayersView /> },
    {
      id: "code",
      title: { en: "Code", zh: "代码" },
      content: (
        <Slot name="code">
          <CodePanel />
        </Slot>
      ),
    },
    { id: "templates", title: { en: "Templates", zh: "模板" }, content: <TemplateStrip /> },
  ];
  return <EvaluateDock extraTabs={[...task, ...last]} />;
}
