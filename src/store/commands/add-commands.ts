/** One command per layer of the registry: adds it after what is chosen. */
import { message } from "@/base/text";
import { layerNames, layerOf, type LayerName } from "@/network/layers";
import { defineCommand, type Command } from "@/store/commands/define-command";
import { addLayerAt, networkOf, placeToAdd } from "@/store/commands/network-edits";

import { requestView } from "@/store/view-store";

export interface AddCommand extends Command {
  readonly className: LayerName;
}

function addCommand(className: LayerName): AddCommand {
  const { title, summary, icon, keywords = [] } = layerOf(className);
  const command = defineCommand({
    id: `add.${className}`,
    label: title,
    group: "add",
    icon: icon ?? "circle",
    keywords: [className, ...keywords, summary.en, summary.zh],
    describe: () => message(summary),
    disabledBecause: (bench) =>
      className === "Input" && networkOf(bench).nodes.some((node) => node.className === "Input")
        ? message({ en: "This network has its input already.", zh: "这个网络已经有输入。" })
        : undefined,
    run: (bench) => {
      addLayerAt(bench, className, bench.view.getState().adding ?? placeToAdd(bench));
      requestView(bench.view, "focusNetwork");
    },
  });
  return { ...command, className };
}

export const addCommands: readonly AddCommand[] = layerNames.map(addCommand);
