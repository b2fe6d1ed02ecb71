/** The right end of the bar: commands, language, theme, settings. On a phone all of it is one menu. */
import type { Text } from "@/base/text";
import { useBench, useView } from "@/hooks/bench";
import { useCommand } from "@/hooks/use-command";
import { IconButton } from "@/ui/button";
import { useSay } from "@/ui/locale";
import { Menu, type MenuItem } from "@/ui/menu";

const words = {
  commands: { en: "Commands", zh: "命令" },
  toChinese: { en: "简体中文", zh: "English" },
  toDark: { en: "Dark theme", zh: "深色主题" },
  toLight: { en: "Light theme", zh: "浅色主题" },
  file: { en: "File", zh: "文件" },
  settings: { en: "Settings", zh: "设置" },
  more: { en: "More", zh: "更多" },
  largerText: { en: "Larger text", zh: "大号文字" },
  singleKeys: { en: "Single-key shortcuts", zh: "单键快捷键" },
} satisfies Record<string, Text>;

export function PageButtons({ isBrief }: { readonly isBrief: boolean }) {
  const say = useSay();
  const { view } = useBench();
  const theme = useView((state) => state.theme);
  const locale = useView((state) => state.locale);
  const isTextLarge = useView((state) => state.isTextLarge);
  const hasSingleKeys = useView((state) => state.hasSingleKeys);
  const openCommands = () => view.setState({ isPaletteOpen: true });
  const switchLanguage = () => view.setState({ locale: locale === "en" ? "zh" : "en" });
  const switchTheme = () => view.setState({ theme: theme === "dark" ? "light" : "dark" });
  const themeWords = say(theme === "dark" ? words.toLight : words.toDark);
  const themeIcon = theme === "dark" ? "sun" : "moon";
  const files: readonly MenuItem[] = [
    useCommand("project.open"),
    useCommand("project.recent"),
    useCommand("project.save"),
    useCommand("project.share"),
    useCommand("project.export"),
  ].map(({ command, label, run }) => ({
    id: command.id,
    label,
    shortcut: command.shortcut,
    ...(command.icon ? { icon: command.icon } : {}),
    onSelect: run,
  }));
  const settings: readonly MenuItem[] = [
    { id: "text", label: say(words.largerText), checked: isTextLarge, onSelect: () => view.setState({ isTextLarge: !isTextLarge }) },
    { id: "keys", label: say(words.singleKeys), checked: hasSingleKeys, onSelect: () => view.setState({ hasSingleKeys: !hasSingleKeys }) },
  ];
  if (isBrief) {
    return (
      <Menu
        align="end"
        trigger={<IconButton icon="ellipsis" label={say(words.more)} />}
        sections={[
          { id: "files", items: files },
          {
            id: "page",
            items: [
              { id: "commands", icon: "command", label: say(words.commands), shortcut: "Mod+K", onSelect: openCommands },
              { id: "language", icon: "languages", label: say(words.toChinese), onSelect: switchLanguage },
              { id: "theme", icon: themeIcon, label: themeWords, onSelect: switchTheme },
            ],
          },
          { id: "settings", label: say(words.settings), items: settings },
        ]}
      />
    );
  }
  return (
    <>
      <Menu align="end" trigger={<IconButton icon="folder" label={say(words.file)} />} sections={[{ id: "files", items: files }]} />
      <IconButton icon="command" label={say(words.commands)} shortcut="Mod+K" onClick={openCommands} />
      <IconButton icon="languages" label={say(words.toChinese)} onClick={switchLanguage} />
      <IconButton icon={themeIcon} label={themeWords} onClick={switchTheme} />
      <Menu align="end" trigger={<IconButton icon="settings-2" label={say(words.settings)} />} sections={[{ id: "settings", items: settings }]} />
    </>
  );
}
