/** `out = self.fc1(x)`, then `out = self.relu(out)`: one layer with its activation, where nobody else reads what stands between. */
import type { TorchProgram } from "@/interop/code/pytorch/torch-hosts";
import { isPlaceholder } from "@/interop/code/python/python-names";

export function foldActivations({ drafts, modules }: Pick<TorchProgram, "drafts" | "modules">): void {
  for (const activation of drafts.filter(({ className }) => className === "Activation")) {
    const [source] = activation.inputs;
    const readers = drafts.filter(({ inputs }) => source && inputs.includes(source));
    if (!source || readers.length !== 1 || source.config["activation"] !== "linear" || source.className === "Activation") continue;
    // What carries its module's name is a layer of its own, as we print it.
    if (![...source.variables].every((variable) => isPlaceholder(variable) && modules.get(source) !== variable)) continue;
    source.config = { ...source.config, activation: activation.config["activation"] };
    for (const variable of activation.variables) source.variables.add(variable);
    for (const reader of drafts) if (reader.inputs.includes(activation)) reader.inputs = reader.inputs.map((input) => (input === activation ? source : input));
    drafts.splice(drafts.indexOf(activation), 1);
  }
}
