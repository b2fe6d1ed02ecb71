/** Lines of `train.py` that end a run early, as the engine does, and go back to its best epoch. */
import type { TrainingSettings } from "@/network/training-settings";

export const stoppingLines = ({ monitor, patience, minDelta, restoreBest }: TrainingSettings["earlyStopping"]) => `class Best:
    """The best epoch so far by validation ${monitor === "valLoss" ? "loss" : "accuracy"}; a run is over when ${patience} epochs in a row brought nothing better."""

    def __init__(self):
        self.value, self.since, self.weights = None, 0, None

    def note(self, loss, accuracy, model):
        value = ${monitor === "valLoss" ? "-loss" : "accuracy"}
        if value is None or math.isnan(value):
            return
        if self.value is None or value > self.value + ${minDelta}:
            self.value, self.since = value, 0
${restoreBest ? "            self.weights = {name: tensor.clone() for name, tensor in model.state_dict().items()}\n" : ""}        else:
            self.since += 1

    def is_over(self):
        return self.since > 0 and self.since >= ${patience}
${
  restoreBest
    ? `
    def restore(self, model):
        if self.since > 0:
            model.load_state_dict(self.weights)
`
    : ""
}`;
