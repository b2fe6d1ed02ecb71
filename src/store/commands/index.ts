/** Every command of the workbench. Listing one here puts it into the palette, the shortcuts and the menus. */
import type { Bench } from "@/store/bench";
import { addCommands } from "@/store/commands/add-commands";
import { dataCommands } from "@/store/commands/data-commands";
import type { Command } from "@/store/commands/define-command";
import { editCommands } from "@/store/commands/edit-commands";
import { groupCommands } from "@/store/commands/group-commands";
import { projectCommands } from "@/store/commands/project-commands";
import { trainCommands } from "@/store/commands/train-commands";
import { viewCommands } from "@/store/commands/view-commands";

export const commands: readonly Command[] = [
  ...trainCommands,
  ...editCommands,
  ...groupCommands,
  ...viewCommands,
  ...dataCommands,
  ...projectCommands,
  ...addCommands,
];

const byId = new Map(commands.map((command) => [command.id, command]));

export function commandById(id: string): Command {
  const command = byId.get(id);
  if (!command) throw new Error(`There is no command ${id}.`);
  return command;
}

/** Runs a command if it can run now. The promise ends with what it does, and rejects with a `ProblemError`. */
export async function runCommand(bench: Bench, command: Command): Promise<void> {
  if (command.disabledBecause?.(bench)) return;
  await command.run(bench);
}
