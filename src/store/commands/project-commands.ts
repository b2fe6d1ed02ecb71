/** Commands of the project as a whole: files and templates. What needs the browser's own windows is asked of the page. */
import { defineCommand, type Command } from "@/store/commands/define-command";
import { requestView } from "@/store/view-store";

export const projectCommands: readonly Command[] = [
  defineCommand({
    id: "project.save",
    label: { en: "Save to a file", zh: "保存到文件" },
    group: "project",
    shortcut: "Mod+S",
    icon: "file-down",
    keywords: ["download", "export", "layerlab", "下载", "导出"],
    run: ({ view }) => requestView(view, "saveFile"),
  }),
  defineCommand({
    id: "project.open",
    label: { en: "Open a file…", zh: "打开文件…" },
    group: "project",
    shortcut: "Mod+O",
    icon: "file-up",
    keywords: ["load", "import", "layerlab", "载入", "导入"],
    run: ({ view }) => requestView(view, "openFile"),
  }),
  defineCommand({
    id: "project.export",
    label: { en: "Take it with you…", zh: "带走模型…" },
    group: "project",
    icon: "share-2",
    keywords: ["export", "keras", "pytorch", "onnx", "tensorflow", "导出"],
    run: ({ view }) => view.setState({ isExportOpen: true }),
  }),
  defineCommand({
    id: "project.share",
    label: { en: "Share as a link…", zh: "用链接分享…" },
    group: "project",
    icon: "link",
    keywords: ["url", "qr", "address", "链接", "二维码"],
    run: ({ view }) => view.setState({ isShareOpen: true }),
  }),
  defineCommand({
    id: "project.recent",
    label: { en: "Recent projects…", zh: "最近的项目…" },
    group: "project",
    icon: "history",
    keywords: ["kept", "history", "back", "历史", "返回"],
    run: ({ view }) => view.setState({ isRecentOpen: true }),
  }),
  defineCommand({
    id: "project.templates",
    label: { en: "Start from a template", zh: "从模板开始" },
    group: "project",
    icon: "layout-template",
    keywords: ["example", "new", "gallery", "示例", "新建"],
    run: ({ view }) => view.setState({ isTemplatesOpen: true }),
  }),
];
