/** One command per layer of the registry and per block of several: adds it after what is chosen. */
import { message } from "@/base/text";
import { findDatasetFor } from "@/data/datasets";
import { blockNames, blocks, type BlockName } from "@/network/block-kinds";
import { layerNames, layerOf, type LayerName } from "@/network/layers";
import type { LayerCategory } from "@/network/layers/define-layer";
import type { Bench } from "@/store/bench";
import { defineCommand, type Command } from "@/store/commands/define-command";
import { addBlockAt, blockPlaceOf } from "@/store/commands/block-edits";
import { addLayerAt, networkOf, placeToAdd } from "@/store/commands/network-edits";

import { requestView } from "@/store/view-store";

export interface AddCommand extends Command {
  /** Absent for a block of several layers. */
  readonly className?: LayerName;
  readonly category: LayerCategory;
}

/** One for each part of an example. */
function mostInputs({ document }: Bench): number {
  return findDatasetFor(document.getState().project.data)?.inputParts ? 2 : 1;
}

function addCommand(className: LayerName): AddCommand {
  const { title, summary, icon, category, keywords = [] } = layerOf(className);
  const command = defineCommand({
    id: `add.${className}`,
    label: title,
    group: "add",
    icon: icon ?? "circle",
    keywords: [className, ...keywords, summary.en, summary.zh],
    describe: () => message(summary),
    disabledBecause: (bench) =>
      className === "Input" && networkOf(bench).nodes.filter((node) => node.className === "Input").length >= mostInputs(bench)
        ? message({ en: "This network has its input already.", zh: "这个网络已经有输入。" })
        : undefined,
    run: (bench) => {
      addLayerAt(bench, className, bench.view.getState().adding ?? placeToAdd(bench));
      requestView(bench.view, "focusNetwork");
    },
  });
  return { ...command, className, category };
}

function addBlockCommand(name: BlockName): AddCommand {
  const { title, summary, icon, keywords } = blocks[name];
  const command = defineCommand({
    id: `add.${name}`,
    label: title,
    group: "add",
    icon,
    keywords: [...keywords, "Transformer", summary.en, summary.zh],
    describe: () => message(summary),
    disabledBecause: (bench) =>
      blockPlaceOf(bench, bench.view.getState().adding ?? placeToAdd(bench))
        ? undefined
        : message({
            en: "It goes behind a layer that gives a sequence, as an Embedding does. Choose one first.",
            zh: "它要放在输出序列的层之后，例如词嵌入。请先选中这样的一层。",
          }),
    run(bench) {
      addBlockAt(bench, name, bench.view.getState().adding ?? placeToAdd(bench));
      requestView(bench.view, "focusNetwork");
    },
  });
  return { ...command, category: "attention" };
}

export const addCommands: readonly AddCommand[] = [...layerNames.map(addCommand), ...blockNames.map(addBlockCommand)];
