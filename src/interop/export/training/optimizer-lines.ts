/**
 * Lines of `train.py` by which PyTorch's optimizers step as Keras' do, and as ours. They differ in where epsilon stands, and in whether
 * what is remembered of past steps has their learning rates in it.
 */
import { assertNever } from "@/base/assert-never";
import { optimizerCall, scheduleBody } from "@/interop/code/pytorch/torch-training";
import { pythonBool } from "@/interop/code/python/python-values";
import type { TrainingSettings } from "@/network/training-settings";

interface OptimizerLines {
  /** What `optimizer` is. */
  readonly call: string;
  /** Before the functions: a class of its own, where there is one. */
  readonly definition?: string;
  /** Between clipping and the step. */
  readonly beforeStep: readonly string[];
  /** The schedule is in the gradients, not in the rate. */
  readonly scalesGradients?: true;
}

export function optimizerLines({ optimizer, schedule }: Pick<TrainingSettings, "optimizer" | "schedule">): OptimizerLines {
  const call = optimizerCall(optimizer);
  switch (optimizer.name) {
    case "momentum":
    case "nesterov":
      if (scheduleBody({ schedule }).length === 0) return { call, beforeStep: [] };
      return {
        call,
        scalesGradients: true,
        beforeStep: [
          "# The momentum remembers steps, not gradients: each keeps the learning rate that it was taken with.",
          "for parameter in model.parameters():",
          "    if parameter.grad is not None:",
          "        parameter.grad.mul_(factor(step))",
        ],
      };
    case "adam":
    case "adamw": {
      const { beta2, epsilon } = optimizer.config;
      return {
        call,
        beforeStep: [
          "# Epsilon is added to the root before its bias is corrected, as in Keras.",
          `optimizer.param_groups[0]["eps"] = ${epsilon} / math.sqrt(1 - ${beta2} ** (step + 1))`,
        ],
      };
    }
    case "rmsprop": {
      const { learningRate, rho, momentum, epsilon, centered } = optimizer.config;
      const settings = `lr=${learningRate}, rho=${rho}, momentum=${momentum}, eps=${epsilon}, centered=${pythonBool(centered)}`;
      return { call: `RMSprop(model.parameters(), ${settings})`, definition: rmsprop, beforeStep: [] };
    }
    case "sgd":
    case "adagrad":
      return { call, beforeStep: [] };
    default:
      return assertNever(optimizer);
  }
}

const rmsprop = `class RMSprop(torch.optim.Optimizer):
    """As in Keras: epsilon stands within the root, and the momentum keeps the learning rates of its steps."""

    def __init__(self, parameters, **settings):
        super().__init__(parameters, settings)

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            rho = group["rho"]
            for parameter in group["params"]:
                if parameter.grad is None:
                    continue
                state = self.state[parameter]
                if not state:
                    state.update({name: torch.zeros_like(parameter) for name in ("square", "mean", "change")})
                state["square"].mul_(rho).addcmul_(parameter.grad, parameter.grad, value=1 - rho)
                state["mean"].mul_(rho).add_(parameter.grad, alpha=1 - rho)
                spread = (state["square"] - state["mean"].square()).clamp_min(0) if group["centered"] else state["square"]
                scaled = group["lr"] * parameter.grad / (spread + group["eps"]).sqrt()
                state["change"].mul_(group["momentum"]).add_(scaled)
                parameter.sub_(state["change"])
`;
