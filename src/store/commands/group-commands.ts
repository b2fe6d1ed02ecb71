/** Commands about layers that stand together. */
import { message, type Message } from "@/base/text";
import type { Bench } from "@/store/bench";
import { defineCommand, type Command } from "@/store/commands/define-command";
import { chosenGroups, closingBlocker, groupingBlocker, groupLayers, groupsInWords, isClosed, toggleGroups, ungroupLayers } from "@/store/commands/group-edits";
import { networkOf } from "@/store/commands/network-edits";

const needsGroup = (bench: Bench): Message | undefined =>
  chosenGroups(bench).length > 0 ? undefined : message({ en: "Choose a group first, or a part of one.", zh: "请先选择一个编组或其中的一层。" });

export const groupCommands: readonly Command[] = [
  defineCommand({
    id: "edit.group",
    label: { en: "Group", zh: "编组" },
    group: "edit",
    shortcut: "Mod+G",
    scope: "canvas",
    icon: "group",
    keywords: ["together", "collapse", "block", "组合", "收起"],
    disabledBecause: groupingBlocker,
    run: groupLayers,
  }),
  defineCommand({
    id: "edit.ungroup",
    label: { en: "Ungroup", zh: "取消编组" },
    group: "edit",
    shortcut: "Shift+Mod+G",
    scope: "canvas",
    icon: "ungroup",
    keywords: ["apart", "解散", "拆分"],
    disabledBecause: needsGroup,
    run: (bench) => ungroupLayers(bench, chosenGroups(bench)),
  }),
  defineCommand({
    id: "edit.toggleGroup",
    label: { en: "Open or close the group", zh: "展开或收起编组" },
    group: "edit",
    shortcut: "G",
    scope: "canvas",
    icon: "chevrons-up-down",
    keywords: ["collapse", "expand", "fold", "block", "折叠"],
    describe: (bench) => {
      const groups = chosenGroups(bench);
      if (groups.length === 0) return undefined;
      const network = networkOf(bench);
      const words = { group: groupsInWords(network, groups) };
      const opens = groups.some((of) => isClosed(network, of));
      return opens ? message({ en: "Open {group}", zh: "展开 {group}" }, words) : message({ en: "Close {group}", zh: "收起 {group}" }, words);
    },
    disabledBecause: (bench) => {
      const network = networkOf(bench);
      const groups = chosenGroups(bench);
      const blockers = groups.map((of) => closingBlocker(network, of));
      return needsGroup(bench) ?? (blockers.every((blocker) => blocker !== undefined) ? blockers[0] : undefined);
    },
    run: (bench) => toggleGroups(bench, chosenGroups(bench)),
  }),
];
