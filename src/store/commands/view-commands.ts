/** Commands that change how this screen looks at things; none of them is a step of undo. */
import { message } from "@/base/text";
import { defineCommand, type Command } from "@/store/commands/define-command";
import { requestView, type ViewRequestKind } from "@/store/view-store";

const palette = defineCommand({
  id: "view.palette",
  label: { en: "Find a layer or a command", zh: "查找层或命令" },
  group: "view",
  shortcut: "Mod+K",
  icon: "command",
  keywords: ["search", "palette", "搜索", "命令面板"],
  run: ({ view }) => view.setState((state) => ({ isPaletteOpen: !state.isPaletteOpen })),
});

const theme = defineCommand({
  id: "view.theme",
  label: { en: "Light or dark", zh: "浅色 / 深色" },
  group: "view",
  icon: "moon",
  keywords: ["theme", "colours", "night", "主题", "夜间"],
  describe: ({ view }) =>
    view.getState().theme === "light" ? message({ en: "Switch to dark", zh: "切换到深色" }) : message({ en: "Switch to light", zh: "切换到浅色" }),
  run: ({ view }) => view.setState((state) => ({ theme: state.theme === "light" ? "dark" : "light" })),
});

const language = defineCommand({
  id: "view.language",
  label: { en: "Language: English or 中文", zh: "语言：中文或 English" },
  group: "view",
  icon: "languages",
  keywords: ["chinese", "中文", "english", "locale", "翻译"],
  describe: () => message({ en: "Switch to 简体中文", zh: "切换到 English" }),
  run: ({ view }) => view.setState((state) => ({ locale: state.locale === "en" ? "zh" : "en" })),
});

const largerText = defineCommand({
  id: "view.largerText",
  label: { en: "Larger text", zh: "大号文字" },
  group: "view",
  icon: "type",
  keywords: ["size", "font", "zoom", "字号", "放大"],
  describe: ({ view }) => (view.getState().isTextLarge ? message({ en: "Back to normal text", zh: "恢复普通字号" }) : undefined),
  run: ({ view }) => view.setState((state) => ({ isTextLarge: !state.isTextLarge })),
});

const singleKeys = defineCommand({
  id: "view.singleKeys",
  label: { en: "Single-key shortcuts on or off", zh: "单键快捷键开 / 关" },
  group: "view",
  icon: "keyboard",
  keywords: ["accessibility", "space", "无障碍", "空格"],
  describe: ({ view }) =>
    view.getState().hasSingleKeys
      ? message({ en: "Turn single-key shortcuts off", zh: "关闭单键快捷键" })
      : message({ en: "Turn single-key shortcuts on", zh: "打开单键快捷键" }),
  run: ({ view }) => view.setState((state) => ({ hasSingleKeys: !state.hasSingleKeys })),
});

const code = defineCommand({
  id: "view.code",
  label: { en: "Show the code", zh: "显示代码" },
  group: "view",
  icon: "type",
  keywords: ["keras", "pytorch", "tensorflow", "json", "python", "代码"],
  run: ({ view }) => view.setState({ dockTab: "code", isDockOpen: true, region: "evaluate" }),
});

const request = (kind: ViewRequestKind, rest: Omit<Command, "id" | "group" | "run">): Command =>
  defineCommand({ id: `view.${kind}`, group: "view", run: ({ view }) => requestView(view, kind), ...rest });

export const viewCommands: readonly Command[] = [
  palette,
  theme,
  language,
  largerText,
  singleKeys,
  code,
  request("fit", {
    label: { en: "Show the whole network", zh: "显示整个网络" },
    shortcut: "Shift+Mod+F",
    icon: "maximize",
    keywords: ["fit", "zoom", "适应", "缩放"],
  }),
  request("zoomIn", { label: { en: "Zoom in", zh: "放大" }, shortcut: "+", repeats: true, icon: "plus", scope: "canvas", otherShortcuts: ["="] }),
  request("zoomOut", { label: { en: "Zoom out", zh: "缩小" }, shortcut: "-", repeats: true, icon: "minus", scope: "canvas" }),
  request("nextRegion", {
    label: { en: "Go to the next part of the page", zh: "转到页面的下一部分" },
    shortcut: "F6",
    icon: "arrow-right",
    keywords: ["focus", "region", "焦点", "区域"],
  }),
  request("previousRegion", {
    label: { en: "Go to the previous part of the page", zh: "转到页面的上一部分" },
    shortcut: "Shift+F6",
    icon: "arrow-right",
    keywords: ["focus", "region", "焦点", "区域"],
  }),
];
