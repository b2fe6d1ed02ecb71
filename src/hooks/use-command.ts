/** A command as a button shows it: what it would do now, why it cannot, and how to run it. */
import { useCallback, useSyncExternalStore } from "react";
import { problemOf } from "@/base/problem";
import { useBench } from "@/hooks/bench";
import type { Bench } from "@/store/bench";
import { commandById, runCommand } from "@/store/commands";
import type { Command } from "@/store/commands/define-command";
import { useSay, type Say } from "@/ui/locale";
import { useToast } from "@/ui/toasts";

export interface CommandButton {
  readonly command: Command;
  /** What it would do right now, or its plain label. */
  readonly label: string;
  readonly disabledBecause: string | undefined;
  readonly run: () => void;
}

export function useCommand(id: string): CommandButton {
  const bench = useBench();
  const say = useSay();
  const run = useRunCommand();
  const command = commandById(id);
  const subscribe = useCallback((onChange: () => void) => subscribeAll(bench, onChange), [bench]);
  // Words, not messages: a fresh message of the same words is no change.
  const [label = "", why = ""] = useSyncExternalStore(subscribe, () => said(command, bench, say)).split("\n");
  return { command, label, disabledBecause: why === "" ? undefined : why, run: () => run(command) };
}

function said(command: Command, bench: Bench, say: Say): string {
  const why = command.disabledBecause?.(bench);
  return `${say(command.describe?.(bench) ?? command.label)}\n${why ? say(why) : ""}`;
}

function subscribeAll({ document, run, view }: Bench, onChange: () => void): () => void {
  const stops = [document.subscribe(onChange), run.subscribe(onChange), view.subscribe(onChange)];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Runs any command; what fails is told as a toast, unless the run itself tells it. */
export function useRunCommand(): (command: Command) => void {
  const bench = useBench();
  const act = useAct();
  return useCallback((command) => act(() => runCommand(bench, command)), [bench, act]);
}

export function useAct(): (action: () => Promise<unknown>) => void {
  const say = useSay();
  const toast = useToast();
  const { run } = useBench();
  return useCallback(
    (action) => {
      action().catch((error: unknown) => {
        const problem = problemOf(error);
        if (run.getState().problem?.code === problem.code) return;
        toast({ icon: "circle-alert", text: [problem.what, problem.remedy].flatMap((part) => (part ? [say(part)] : [])).join(" ") });
      });
    },
    [run, say, toast],
  );
}
