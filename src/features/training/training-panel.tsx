/** How the network is trained: loss, optimizer and schedule, batches and epochs, when to stop. */
import { LossSettings } from "@/features/training/loss-settings";
import { OptimizerSettings } from "@/features/training/optimizer-settings";
import { RunLearningRate } from "@/features/training/run-learning-rate";
import { RunLengthSettings } from "@/features/training/run-length-settings";
import { ScheduleSettings } from "@/features/training/schedule-settings";
import { StoppingSettings } from "@/features/training/stopping-settings";
import { NewRunHint } from "@/hooks/new-run-hint";
import { Icon } from "@/ui/icons";
import { useSay } from "@/ui/locale";
import "@/features/training/training.css";

export function TrainingPanel() {
  const say = useSay();
  return (
    <div className="training">
      <div className="panel-head">
        <Icon name="sliders-horizontal" />
        <h2>{say({ en: "Training", zh: "训练" })}</h2>
      </div>
      <div className="panel-body">
        <RunLearningRate />
        <LossSettings />
        <OptimizerSettings />
        <ScheduleSettings />
        <RunLengthSettings />
        <StoppingSettings />
        <NewRunHint />
        <p className="training-nothing">
          {say({ en: "Nothing is selected. Click a layer to see its settings and what it computes.", zh: "未选中任何层。点击一层可查看它的设置和计算。" })}
        </p>
      </div>
    </div>
  );
}
