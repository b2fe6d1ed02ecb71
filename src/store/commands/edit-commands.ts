/** Commands that edit what is chosen on the canvas. */
import { message, type Message } from "@/base/text";
import { layerOf } from "@/network/layers";
import type { Bench } from "@/store/bench";
import { copySelection, cutSelection, pasteFromClipboard } from "@/store/commands/clipboard";
import { defineCommand, type Command } from "@/store/commands/define-command";
import {
  arrangeLayers,
  disconnectWire,
  duplicateLayers,
  endsInWords,
  lacksRoom,
  networkOf,
  nodeOf,
  nudgeLayers,
  placeToAdd,
  removeLayers,
} from "@/store/commands/network-edits";
import { requestView } from "@/store/view-store";

const selectionOf = ({ document }: Bench) => document.getState().selection;

const needsSelection = (bench: Bench): Message | undefined =>
  selectionOf(bench).length > 0 ? undefined : message({ en: "Choose a layer first.", zh: "请先选择一个层。" });

const undo = defineCommand({
  id: "edit.undo",
  label: { en: "Undo", zh: "撤销" },
  group: "edit",
  shortcut: "Mod+Z",
  repeats: true,
  icon: "undo-2",
  keywords: ["撤消", "back"],
  describe: ({ document }) => {
    const entry = document.getState().undoStack.at(-1);
    return entry && { text: { en: `Undo: ${lowered(entry.label.text.en)}`, zh: `撤销：${entry.label.text.zh}` }, ...valuesOf(entry.label) };
  },
  disabledBecause: ({ document }) =>
    document.getState().undoStack.length > 0 ? undefined : message({ en: "There is nothing to undo.", zh: "没有可撤销的操作。" }),
  run: ({ document }) => document.undo(),
});

const redo = defineCommand({
  id: "edit.redo",
  label: { en: "Redo", zh: "重做" },
  group: "edit",
  shortcut: "Shift+Mod+Z",
  otherShortcuts: ["Mod+Y"],
  repeats: true,
  icon: "redo-2",
  describe: ({ document }) => {
    const entry = document.getState().redoStack.at(-1);
    return entry && { text: { en: `Redo: ${lowered(entry.label.text.en)}`, zh: `重做：${entry.label.text.zh}` }, ...valuesOf(entry.label) };
  },
  disabledBecause: ({ document }) =>
    document.getState().redoStack.length > 0 ? undefined : message({ en: "There is nothing to redo.", zh: "没有可重做的操作。" }),
  run: ({ document }) => document.redo(),
});

const lowered = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);
const valuesOf = ({ values }: Message) => (values ? { values } : {});

const cut = defineCommand({
  id: "edit.cut",
  label: { en: "Cut", zh: "剪切" },
  group: "edit",
  shortcut: "Mod+X",
  scope: "canvas",
  isNative: true,
  icon: "scissors",
  disabledBecause: needsSelection,
  run: cutSelection,
});
const copy = defineCommand({
  id: "edit.copy",
  label: { en: "Copy", zh: "复制" },
  group: "edit",
  shortcut: "Mod+C",
  scope: "canvas",
  isNative: true,
  icon: "copy",
  keywords: ["拷贝"],
  disabledBecause: needsSelection,
  run: copySelection,
});
const paste = defineCommand({
  id: "edit.paste",
  label: { en: "Paste", zh: "粘贴" },
  group: "edit",
  shortcut: "Mod+V",
  scope: "canvas",
  isNative: true,
  icon: "clipboard",
  run: pasteFromClipboard,
});

const duplicate = defineCommand({
  id: "edit.duplicate",
  label: { en: "Duplicate", zh: "创建副本" },
  group: "edit",
  shortcut: "Mod+D",
  icon: "copy",
  keywords: ["copy", "clone", "复制"],
  disabledBecause: (bench) => needsSelection(bench) ?? lacksRoom(networkOf(bench), selectionOf(bench).length),
  run: (bench) => duplicateLayers(bench, selectionOf(bench)),
});

const remove = defineCommand({
  id: "edit.delete",
  label: { en: "Delete", zh: "删除" },
  group: "edit",
  shortcut: "Delete",
  otherShortcuts: ["Backspace"],
  scope: "canvas",
  icon: "trash-2",
  keywords: ["remove", "disconnect", "移除", "断开", "删掉"],
  describe: (bench) => {
    const network = networkOf(bench);
    const edge = network.edges.find(({ id }) => id === bench.view.getState().selectedWire);
    return edge && message({ en: "Disconnect {source} from {target}", zh: "断开 {source} 与 {target}" }, endsInWords(network, edge));
  },
  disabledBecause: (bench) => (bench.view.getState().selectedWire === undefined ? needsSelection(bench) : undefined),
  run: (bench) => {
    const { selectedWire } = bench.view.getState();
    if (selectedWire === undefined) removeLayers(bench, selectionOf(bench));
    else disconnectWire(bench, selectedWire);
  },
});

const selectAll = defineCommand({
  id: "edit.selectAll",
  label: { en: "Select all layers", zh: "选择所有层" },
  group: "edit",
  shortcut: "Mod+A",
  scope: "canvas",
  icon: "layers",
  run: (bench) => {
    bench.view.setState({ selectedWire: undefined });
    bench.document.select(networkOf(bench).nodes.map((node) => node.id));
  },
});

/** What Shift does for a mouse, for fingers, and by keys for layers that do not stand side by side. */
const gather = defineCommand({
  id: "edit.gather",
  label: { en: "Choose several layers…", zh: "选择多个层…" },
  group: "edit",
  scope: "canvas",
  icon: "circle-check",
  keywords: ["multi", "lasso", "多选", "框选"],
  disabledBecause: (bench) => (networkOf(bench).nodes.length > 1 ? undefined : message({ en: "There is only one layer.", zh: "只有一个层。" })),
  run: (bench) => {
    bench.view.setState({ isGathering: true, connectingFrom: undefined, selectedWire: undefined });
    requestView(bench.view, "focusNetwork");
  },
});

const addAfter = defineCommand({
  id: "edit.addAfter",
  label: { en: "Add a layer after this one…", zh: "在其后添加层…" },
  group: "edit",
  shortcut: "A",
  scope: "canvas",
  icon: "plus",
  keywords: ["insert", "new", "插入", "新建"],
  run: (bench) => bench.view.setState({ adding: placeToAdd(bench) }),
});

const connect = defineCommand({
  id: "edit.connect",
  label: { en: "Connect to another layer…", zh: "连到另一层…" },
  group: "edit",
  shortcut: "C",
  scope: "canvas",
  icon: "spline",
  keywords: ["wire", "link", "连线"],
  describe: (bench) => {
    const node = nodeOf(networkOf(bench), selectionOf(bench).at(-1) ?? "");
    return node && message({ en: "Connect {layer} to…", zh: "把 {layer} 连到…" }, { layer: layerOf(node.className).title });
  },
  disabledBecause: needsSelection,
  run: (bench) => {
    bench.view.setState({ connectingFrom: selectionOf(bench).at(-1), isGathering: undefined });
    requestView(bench.view, "focusNetwork");
  },
});

const arrange = defineCommand({
  id: "edit.arrange",
  label: { en: "Arrange the network", zh: "自动排列" },
  group: "edit",
  shortcut: "Shift+Mod+L",
  icon: "workflow",
  keywords: ["auto-layout", "autolayout", "tidy", "align", "自动布局", "整理", "对齐"],
  run: (bench) => {
    arrangeLayers(bench);
    requestView(bench.view, "fit");
  },
});

const nudge = (key: "Left" | "Right" | "Up" | "Down", zh: string, x: number, y: number): Command =>
  defineCommand({
    id: `edit.move${key}`,
    label: { en: `Move ${key.toLowerCase()}`, zh: `向${zh}移动` },
    group: "edit",
    shortcut: `Alt+Arrow${key}`,
    scope: "canvas",
    repeats: true,
    icon: "move",
    disabledBecause: needsSelection,
    run: (bench) => nudgeLayers(bench, selectionOf(bench), { x: x * 20, y: y * 20 }),
  });

export const editCommands: readonly Command[] = [
  undo,
  redo,
  addAfter,
  connect,
  duplicate,
  remove,
  cut,
  copy,
  paste,
  selectAll,
  gather,
  arrange,
  nudge("Left", "左", -1, 0),
  nudge("Right", "右", 1, 0),
  nudge("Up", "上", 0, -1),
  nudge("Down", "下", 0, 1),
];
