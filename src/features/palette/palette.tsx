/** The command palette: every layer and every command, found by typing. Recent ones first; Enter runs. */
import { Command as Cmdk } from "cmdk";
import { Dialog } from "radix-ui";
import { useState } from "react";
import { message, type Message } from "@/base/text";
import { useBench, useDocument, useView } from "@/hooks/bench";
import { useRunCommand } from "@/hooks/use-command";
import { commandById, commands } from "@/store/commands";
import type { Command, CommandGroup } from "@/store/commands/define-command";
import { networkOf, nodeOf, placeToAdd } from "@/store/commands/network-edits";
import { matchedPart, searchCommands } from "@/store/commands/search";
import type { Bench } from "@/store/bench";
import { Icon } from "@/ui/icons";
import { Kbd } from "@/ui/kbd";
import { useLocale, useSay } from "@/ui/locale";
import { useFocusReturn } from "@/ui/use-focus-return";
import { requestView } from "@/store/view-store";
import "@/features/palette/palette.css";

const mostRecent = 12;
/** Opening the palette from the palette leads nowhere. */
const listed = commands.filter((command) => command.id !== "view.palette");

export function Palette() {
  const say = useSay();
  const { view } = useBench();
  const isOpen = useView((state) => state.isPaletteOpen);
  const focusReturn = useFocusReturn();
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => view.setState({ isPaletteOpen: open })}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-scrim" />
        <Dialog.Content className="palette" aria-describedby={undefined} {...focusReturn}>
          <Dialog.Title className="visually-hidden">{say({ en: "Layers and commands", zh: "层与命令" })}</Dialog.Title>
          <Search />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Search() {
  const say = useSay();
  const locale = useLocale();
  const bench = useBench();
  const run = useRunCommand();
  const recent = useView((state) => state.recentCommands);
  const [typed, setTyped] = useState("");
  useDocument((state) => state.selection);
  const where = placeInWords(bench);
  const choose = (command: Command) => {
    bench.view.setState((state) => ({
      isPaletteOpen: false,
      recentCommands: [command.id, ...state.recentCommands.filter((id) => id !== command.id)].slice(0, mostRecent),
    }));
    // The dialog gives the focus back as it closes; what the command wants to focus comes after that.
    requestAnimationFrame(() => {
      run(command);
      if (command.group === "edit") requestView(bench.view, "focusNetwork");
    });
  };
  const found = searchCommands(listed, typed, locale).map(({ command }) => command);
  const sections = sectionsFor(typed, found, recent, where);
  return (
    <Cmdk shouldFilter={false} loop label={say({ en: "Layers and commands", zh: "层与命令" })}>
      <div className="palette-search">
        <Icon name="search" />
        <Cmdk.Input value={typed} onValueChange={setTyped} placeholder={say({ en: "Find a layer or a command", zh: "查找层或命令" })} />
        <Kbd keys="Esc" />
      </div>
      <Cmdk.List className="palette-list" label={say({ en: "Layers and commands", zh: "层与命令" })}>
        {/* A list box may not be empty: the words are its one option, which cannot be chosen. */}
        {sections.length === 0 && (
          <Cmdk.Item value="nothing" className="palette-empty" disabled>
            {say({ en: "Nothing is called that. Try another word, in English or Chinese.", zh: "没有叫这个名字的。换个词试试，中英文都可以。" })}
          </Cmdk.Item>
        )}
        {sections.map((section) => (
          <Cmdk.Group key={section.id} heading={say(section.title)}>
            {section.commands.map((command) => (
              <Row key={command.id} command={command} typed={typed} onChoose={() => choose(command)} />
            ))}
          </Cmdk.Group>
        ))}
      </Cmdk.List>
    </Cmdk>
  );
}

function Row({ command, typed, onChoose }: { readonly command: Command; readonly typed: string; readonly onChoose: () => void }) {
  const say = useSay();
  const bench = useBench();
  const why = command.disabledBecause?.(bench);
  // A layer has its name and what it is for; a command says what it would do right now.
  const now = command.describe?.(bench);
  const label = say(command.group === "add" ? command.label : (now ?? command.label));
  const more = why ?? (command.group === "add" ? now : undefined);
  const [from, to] = matchedPart(label, typed) ?? [0, 0];
  return (
    <Cmdk.Item value={command.id} className="palette-item" disabled={why !== undefined} onSelect={onChoose}>
      <Icon name={command.icon ?? "command"} />
      <span className="palette-name">
        {label.slice(0, from)}
        {to > from && <mark>{label.slice(from, to)}</mark>}
        {label.slice(to)}
      </span>
      {more && <span className="palette-more">{say(more)}</span>}
      {command.shortcut && <Kbd keys={command.shortcut} />}
    </Cmdk.Item>
  );
}

interface Section {
  readonly id: string;
  readonly title: Message;
  readonly commands: readonly Command[];
}

const groupTitles: { readonly [G in Exclude<CommandGroup, "add">]: Message } = {
  train: message({ en: "Train", zh: "训练" }),
  edit: message({ en: "Edit", zh: "编辑" }),
  view: message({ en: "View", zh: "视图" }),
  project: message({ en: "Project", zh: "项目" }),
};

/** While something is typed the best match decides which part comes first; before that, what was used last. */
function sectionsFor(typed: string, found: readonly Command[], recent: readonly string[], where: Message): readonly Section[] {
  const sections: Section[] = [];
  const isSearching = typed.trim() !== "";
  const last = isSearching ? [] : recent.filter((id) => listed.some((command) => command.id === id)).slice(0, 5);
  if (last.length > 0) sections.push({ id: "recent", title: message({ en: "Recent", zh: "最近使用" }), commands: last.map(commandById) });
  for (const command of found) {
    if (last.includes(command.id)) continue;
    // What was searched for is one list of layers and one of things to do.
    const id = command.group === "add" ? "add" : isSearching ? "do" : command.group;
    const title = command.group === "add" ? where : isSearching ? message({ en: "Do", zh: "操作" }) : groupTitles[command.group];
    const section = sections.find((other) => other.id === id);
    if (section) sections.splice(sections.indexOf(section), 1, { ...section, commands: [...section.commands, command] });
    else sections.push({ id, title, commands: [command] });
  }
  return sections;
}

function placeInWords(bench: Bench): Message {
  const place = placeToAdd(bench);
  const node = place.kind === "after" ? nodeOf(networkOf(bench), place.nodeId) : undefined;
  if (node) return message({ en: "Add after {name}", zh: "添加到 {name} 之后" }, { name: node.name });
  return place.kind === "wire" ? message({ en: "Insert on the chosen wire", zh: "插入到所选连线" }) : message({ en: "Add at the end", zh: "添加到末尾" });
}
