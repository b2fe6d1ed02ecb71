/** The menu of a card, a wire or the empty canvas: right click, long press, or the menu key. */
import { ContextMenu as Radix } from "radix-ui";
import { Fragment, useRef, useState, type MouseEvent, type ReactNode } from "react";
import { lossId } from "@/features/builder/canvas-graph";
import { useBench, useDocument } from "@/hooks/bench";
import { useRunCommand } from "@/hooks/use-command";
import { bundleOf, layersOf } from "@/network/closed-groups";
import type { NetworkDocument } from "@/network/document";
import { layerOf } from "@/network/layers";
import { commandById } from "@/store/commands";
import { chosenGroups } from "@/store/commands/group-edits";
import { branchFrom, disconnectWire, endsInWords, networkOf } from "@/store/commands/network-edits";
import { Icon } from "@/ui/icons";
import { Kbd } from "@/ui/kbd";
import { useSay, type Say } from "@/ui/locale";
import { MenuRegion } from "@/ui/menu";
import { useFocusReturn } from "@/ui/use-focus-return";
import type { Bench } from "@/store/bench";
import type { AddPlace } from "@/store/view-store";

type Target = { readonly kind: "layer" | "wire"; readonly id: string } | { readonly kind: "canvas" };

interface Item {
  readonly id: string;
  readonly icon: string;
  readonly label: string;
  readonly shortcut?: string | undefined;
  readonly why?: string | undefined;
  readonly run: () => void;
}

export function CanvasMenu({ children }: { readonly children: ReactNode }) {
  const bench = useBench();
  const [target, setTarget] = useState<Target>({ kind: "canvas" });
  const aimedAt = useRef(target);
  const focusReturn = useFocusReturn();
  /** On touch the menu opens by a long press, which fires no event of its own: the aim is taken when the finger comes down. */
  const aim = (event: MouseEvent) => {
    focusReturn.onOpenAutoFocus();
    aimedAt.current = targetUnder(event.target);
    setTarget(aimedAt.current);
  };
  const choose = (open: boolean) => {
    const aimed = aimedAt.current;
    if (!open || aimed.kind === "canvas") return;
    if (aimed.kind === "wire") bench.document.select([]);
    else {
      const parts = layersOf(networkOf(bench), aimed.id);
      if (!parts.every((id) => bench.document.getState().selection.includes(id))) bench.document.select(parts);
    }
    bench.view.setState({ selectedWire: aimed.kind === "wire" ? aimed.id : undefined });
  };
  return (
    <Radix.Root modal={false} onOpenChange={choose}>
      <Radix.Trigger asChild onContextMenu={aim} onPointerDown={aim}>
        {children}
      </Radix.Trigger>
      <Radix.Portal>
        <MenuRegion>
          <Radix.Content className="menu canvas-menu" collisionPadding={8} loop onCloseAutoFocus={focusReturn.onCloseAutoFocus} onFocusOutside={keepOpen}>
            <Items target={target} />
          </Radix.Content>
        </MenuRegion>
      </Radix.Portal>
    </Radix.Root>
  );
}

function targetUnder(under: EventTarget): Target {
  if (!(under instanceof Element)) return { kind: "canvas" };
  const layer = under.closest<HTMLElement>("[data-layer]")?.dataset["layer"];
  if (layer !== undefined) return { kind: "layer", id: layer };
  const wire = under.closest<HTMLElement>("[data-wire]")?.dataset["wire"] ?? under.closest<HTMLElement>(".react-flow__edge")?.dataset["id"];
  return wire === undefined || wire === lossId ? { kind: "canvas" } : { kind: "wire", id: wire };
}

/** Lifting the finger after a long press moves the focus to the card, which must not close its menu. */
function keepOpen(event: Event) {
  event.preventDefault();
}

function Items({ target }: { readonly target: Target }) {
  const say = useSay();
  const bench = useBench();
  const runCommand = useRunCommand();
  const network = useDocument((state) => state.project.network);
  // What is chosen decides what the commands can do.
  useDocument((state) => state.selection);
  const command = (id: string): Item => {
    const found = commandById(id);
    const why = found.disabledBecause?.(bench);
    const words = found.describe?.(bench) ?? found.label;
    return { id, icon: found.icon ?? "circle", label: say(words), shortcut: found.shortcut, why: why && say(why), run: () => runCommand(found) };
  };
  const sections = sectionsFor(target, network, bench, say, command);
  return sections.map((section, i) => (
    <Fragment key={section[0]?.id ?? i}>
      {i > 0 && <Radix.Separator className="menu-line" />}
      {section.map((item) => (
        <Radix.Item key={item.id} className="menu-item" disabled={item.why !== undefined} onSelect={item.run}>
          <Icon name={item.icon} />
          <span className="canvas-menu-label">{item.label}</span>
          {item.why !== undefined && <span className="menu-hint">{item.why}</span>}
          {item.shortcut && <Kbd keys={item.shortcut} />}
        </Radix.Item>
      ))}
    </Fragment>
  ));
}

function sectionsFor(target: Target, network: NetworkDocument, bench: Bench, say: Say, command: (id: string) => Item): readonly (readonly Item[])[] {
  const disconnect = (edgeId: string, icon = "unlink"): Item[] => {
    const edge = network.edges.find((other) => other.id === edgeId);
    if (!edge) return [];
    const label = say({ en: "Disconnect {source} from {target}", zh: "断开 {source} 与 {target}" }, endsInWords(network, edge));
    return [{ id: `disconnect.${edgeId}`, icon, label, run: () => disconnectWire(bench, edgeId) }];
  };
  const insert = (edgeId: string): Item[] => {
    const edge = network.edges.find((other) => other.id === edgeId);
    if (!edge) return [];
    const label = say({ en: "Insert before {target}…", zh: "在 {target} 之前插入…" }, endsInWords(network, edge));
    return [{ id: `insert.${edgeId}`, icon: "plus", label, run: () => openPicker(bench, { kind: "wire", edgeId }) }];
  };
  if (target.kind === "wire") return [[...insert(target.id), ...disconnect(target.id)]];
  if (target.kind === "canvas")
    return [
      [{ id: "add", icon: "plus", label: say({ en: "Add a layer…", zh: "添加层…" }), run: () => openPicker(bench, { kind: "end" }) }, command("edit.paste")],
      [command("edit.gather"), command("edit.selectAll"), command("edit.arrange"), command("view.fit")],
      [command("edit.undo"), command("edit.redo")],
    ];
  const parts = layersOf(network, target.id);
  const isInside = (id: string) => parts.includes(id);
  const node = network.nodes.find((other) => other.id === target.id);
  // Wires that are drawn as one are one here too.
  const wires = network.edges.filter((edge) => bundleOf(network, edge.id)[0] === edge.id && isInside(edge.source) !== isInside(edge.target));
  const before = wires.filter((edge) => isInside(edge.target));
  const after = wires.filter((edge) => isInside(edge.source));
  const branch: Item = {
    id: "branch",
    icon: "workflow",
    label: say({ en: "Add a branch from here…", zh: "从这里添加分支…" }),
    run: () => requestAnimationFrame(() => branchFrom(bench, target.id)),
  };
  const canFollow = node === undefined || layerOf(node.className).input.arity !== 0;
  const inGroup = chosenGroups(bench).length > 0;
  const several = bench.document.getState().selection.length > 1;
  return [
    [...(inGroup ? [command("edit.toggleGroup"), command("edit.ungroup")] : []), ...(several && !inGroup ? [command("edit.group")] : [])],
    [command("edit.addAfter"), ...before.slice(0, canFollow ? 2 : 0).flatMap((edge) => insert(edge.id)), branch, command("edit.connect")],
    [...before, ...after].flatMap((edge) => disconnect(edge.id)),
    [command("edit.gather"), command("edit.duplicate"), command("edit.cut"), command("edit.copy"), command("edit.delete")],
  ].filter((section) => section.length > 0);
}

/** After the menu has closed, so that the two do not fight for the focus. */
function openPicker(bench: Bench, adding: AddPlace): void {
  requestAnimationFrame(() => bench.view.setState({ adding }));
}
