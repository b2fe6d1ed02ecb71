/** Before the network is adapted to other data: what would change, and the template that suits them. */
import type { ReactNode } from "react";
import { findDataset } from "@/data/datasets";
import { templates, projectFromTemplate } from "@/examples";
import { useBench, useDocument } from "@/hooks/bench";
import { losses } from "@/network/losses";
import { outputNode } from "@/network/output-node";
import { hasErrors } from "@/network/validate";
import { projectIssues } from "@/project/network-task";
import type { ProjectDocument } from "@/project/project";
import { changeDataset, withDataset } from "@/store/commands/data-commands";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { useLocale, useSay, type Say } from "@/ui/locale";

export interface SwitchDialogProps {
  /** The data that were asked for; undefined while nothing was. */
  readonly datasetId: string | undefined;
  readonly onClose: () => void;
}

export function SwitchDialog({ datasetId, onClose }: SwitchDialogProps) {
  const say = useSay();
  const locale = useLocale();
  const bench = useBench();
  const project = useDocument((state) => state.project);
  const dataset = datasetId === undefined ? undefined : findDataset(datasetId);
  if (!dataset) return null;
  const next = withDataset(project, dataset.id);
  const isBroken = hasErrors(projectIssues(next));
  const template = templates.find(({ data }) => data.datasetId === dataset.id);
  const adapt = () => {
    changeDataset(bench, dataset.id);
    onClose();
  };
  const open = () => {
    if (!template) return;
    bench.document.apply({
      label: { text: { en: "Open “{name}”", zh: "打开“{name}”" }, values: { name: template.title } },
      project: projectFromTemplate(template.id, crypto.randomUUID(), locale),
      selection: [],
    });
    bench.document.closeGesture();
    onClose();
  };
  return (
    <Dialog
      open
      width="440px"
      title={say({ en: "Use {dataset}?", zh: "使用{dataset}？" }, { dataset: dataset.title })}
      summary={say({ en: "One step of undo brings everything back.", zh: "撤销一步即可全部恢复。" })}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      footer={
        <>
          <Button onClick={onClose}>{say({ en: "Cancel", zh: "取消" })}</Button>
          {template && (
            <Button variant={isBroken ? "ink" : "default"} onClick={open}>
              {say({ en: "Open its template", zh: "打开对应模板" })}
            </Button>
          )}
          <Button variant={isBroken ? "default" : "ink"} onClick={adapt}>
            {say({ en: "Keep my layers", zh: "保留我的层" })}
          </Button>
        </>
      }
    >
      <ul className="switch-changes">
        {changesOf(say, project, next).map((change, i) => (
          <li key={i}>{change}</li>
        ))}
        {isBroken && (
          <li>
            {say({
              en: "Some layers cannot take these data. They stay, and the canvas says on each wire what to do.",
              zh: "有些层无法接受这些数据。它们会保留，画布会在连线上说明怎么办。",
            })}
          </li>
        )}
      </ul>
    </Dialog>
  );
}

function changesOf(say: Say, before: ProjectDocument, after: ProjectDocument): readonly ReactNode[] {
  const changes: ReactNode[] = [];
  const [from, to] = [before, after].map(({ network }) => network.nodes.find(({ className }) => className === "Input"));
  if (from?.className === "Input" && to?.className === "Input" && from !== to)
    changes.push(
      say(
        { en: "Input: {before} becomes {after}", zh: "输入：{before} 变为 {after}" },
        { before: from.config.shape.join(" × "), after: to.config.shape.join(" × ") },
      ),
    );
  const [oldEnd, newEnd] = [outputNode(before.network), after.network.nodes.find(({ id }) => id === outputNode(before.network)?.id)];
  if (oldEnd?.className === "Dense" && newEnd?.className === "Dense" && oldEnd !== newEnd)
    changes.push(
      say(
        { en: "Output: {units} {units|unit|units}, {activation}", zh: "输出：{units} 个单元，{activation}" },
        { units: newEnd.config.units, activation: newEnd.config.activation },
      ),
    );
  if (before.training.loss !== after.training.loss) changes.push(say({ en: "Loss: {loss}", zh: "损失：{loss}" }, { loss: losses[after.training.loss].title }));
  return changes;
}
