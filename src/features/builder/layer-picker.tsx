/** The list of layers: opens where a layer is to go, found by typing; a layer can also be dragged from it onto the canvas. */
import { Command as Cmdk } from "cmdk";
import { Popover } from "radix-ui";
import { useMemo, useState } from "react";
import { layerDragType } from "@/features/builder/use-layer-drop";
import { useBench, useView } from "@/hooks/bench";
import { useAct } from "@/hooks/use-command";
import type { Text } from "@/base/text";
import { bundleOf, drawnId } from "@/network/closed-groups";
import type { NetworkDocument } from "@/network/document";
import type { LayerCategory } from "@/network/layers/define-layer";
import { addCommands, type AddCommand } from "@/store/commands/add-commands";
import { runCommand } from "@/store/commands";
import { networkOf } from "@/store/commands/network-edits";
import { searchCommands } from "@/store/commands/search";
import type { AddPlace } from "@/store/view-store";
import { Icon } from "@/ui/icons";
import { useLocale, useSay } from "@/ui/locale";
import { useFocusReturn } from "@/ui/use-focus-return";

const categories: { readonly [C in LayerCategory]: Text } = {
  core: { en: "Core", zh: "基础" },
  recurrent: { en: "Recurrent", zh: "循环" },
  convolution: { en: "Convolution", zh: "卷积" },
  pooling: { en: "Pooling", zh: "池化" },
  reshaping: { en: "Shape", zh: "形状" },
  activation: { en: "Activation", zh: "激活" },
  normalization: { en: "Normalisation", zh: "归一化" },
  regularization: { en: "Against overfitting", zh: "防止过拟合" },
  merging: { en: "Merge", zh: "合并" },
  attention: { en: "Transformer", zh: "Transformer" },
};

/** Where the list points: the card, wire or button that it was opened from. */
function rectOf(place: AddPlace | undefined, network: NetworkDocument): DOMRect {
  const find = (attribute: string, id: string) => document.querySelector(`[${attribute}="${CSS.escape(id)}"]`);
  const isAtCard = place?.kind === "after" || place?.kind === "branch";
  const anchor = isAtCard
    ? find("data-layer", drawnId(network, place.nodeId))
    : place?.kind === "wire"
      ? find("data-wire", bundleOf(network, place.edgeId)[0] ?? place.edgeId)
      : document.querySelector("[data-add-layer]");
  return (anchor ?? document.body).getBoundingClientRect();
}

export function LayerPicker() {
  const say = useSay();
  const bench = useBench();
  const place = useView((view) => view.adding);
  const focusReturn = useFocusReturn();
  const anchor = useMemo(() => ({ current: { getBoundingClientRect: () => rectOf(place, networkOf(bench)) } }), [place, bench]);
  return (
    <Popover.Root open={place !== undefined} onOpenChange={(open) => !open && bench.view.setState({ adding: undefined })}>
      <Popover.Anchor virtualRef={anchor} />
      <Popover.Portal>
        <Popover.Content
          className="layer-picker"
          side={place?.kind === "end" ? "bottom" : "right"}
          align={place?.kind === "end" ? "end" : "start"}
          sideOffset={8}
          collisionPadding={8}
          aria-label={say({ en: "Add a layer", zh: "添加层" })}
          {...focusReturn}
        >
          {place && <LayerList place={place} />}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function LayerList({ place }: { readonly place: AddPlace }) {
  const say = useSay();
  const locale = useLocale();
  const bench = useBench();
  const act = useAct();
  const [typed, setTyped] = useState("");
  const found = searchCommands(addCommands, typed, locale).map(({ command }) => command as AddCommand);
  const isSearching = typed.trim() !== "";
  const groups = isSearching ? [{ id: "found", label: undefined, commands: found }] : grouped(found);
  const choose = (command: AddCommand) => act(() => runCommand(bench, command));
  return (
    <Cmdk shouldFilter={false} loop label={say({ en: "Layers", zh: "层" })}>
      <div className="layer-picker-search">
        <Icon name="search" />
        <Cmdk.Input value={typed} onValueChange={setTyped} placeholder={say(promptFor(place))} />
      </div>
      <Cmdk.List className="layer-picker-list" label={say({ en: "Layers", zh: "层" })}>
        {/* A list box may not be empty: the words are its one option, which cannot be chosen. */}
        {found.length === 0 && (
          <Cmdk.Item value="nothing" className="layer-picker-empty" disabled>
            {say({ en: "No layer is called that.", zh: "没有这样的层。" })}
          </Cmdk.Item>
        )}
        {groups.map((group) => (
          <Cmdk.Group key={group.id} heading={group.label && say(group.label)}>
            {group.commands.map((command) => (
              <LayerRow key={command.id} command={command} onChoose={() => choose(command)} />
            ))}
          </Cmdk.Group>
        ))}
      </Cmdk.List>
    </Cmdk>
  );
}

function LayerRow({ command, onChoose }: { readonly command: AddCommand; readonly onChoose: () => void }) {
  const say = useSay();
  const bench = useBench();
  const why = command.disabledBecause?.(bench);
  const { className, label, icon } = command;
  const does = command.describe?.(bench);
  return (
    <Cmdk.Item
      value={command.id}
      className="layer-picker-item"
      disabled={why !== undefined}
      onSelect={onChoose}
      draggable={why === undefined && className !== undefined}
      onDragStart={(event) => {
        if (className === undefined) return;
        event.dataTransfer.setData(layerDragType, className);
        event.dataTransfer.effectAllowed = "copy";
      }}
    >
      <Icon name={icon ?? "circle"} />
      <span className="layer-picker-name">
        <b>{say(label)}</b>
        {(why ?? does) && <span>{say(why ?? does ?? label)}</span>}
      </span>
    </Cmdk.Item>
  );
}

function grouped(all: readonly AddCommand[]) {
  return (Object.keys(categories) as LayerCategory[])
    .map((id) => ({ id, label: categories[id], commands: all.filter(({ category }) => category === id) }))
    .filter((group) => group.commands.length > 0);
}

function promptFor(place: AddPlace): Text {
  switch (place.kind) {
    case "wire":
      return { en: "Insert here: type a layer", zh: "插入到这里：输入层名" };
    case "after":
      return { en: "Add after: type a layer", zh: "在其后添加：输入层名" };
    case "branch":
      return { en: "Add a branch: type a layer", zh: "添加分支：输入层名" };
    case "end":
    case "point":
      return { en: "Add a layer: type its name", zh: "添加层：输入层名" };
  }
}
