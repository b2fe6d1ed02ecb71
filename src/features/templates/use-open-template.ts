/** Opens a template as the project. What was on screen is kept first, and is one Undo away. */
import { useCallback } from "react";
import { projectFromTemplate, type Template } from "@/examples";
import { useBench } from "@/hooks/bench";
import { useAct } from "@/hooks/use-command";
import type { RunState } from "@/store/run-store";
import { useLocale, useSay } from "@/ui/locale";
import { useToast } from "@/ui/toasts";

export function useOpenTemplate(): (template: Template) => void {
  const say = useSay();
  const locale = useLocale();
  const toast = useToast();
  const { document, view, run, session, persistence } = useBench();
  const act = useAct();
  return useCallback(
    (template) => {
      view.setState({ isTemplatesOpen: false });
      act(async () => {
        await persistence?.flush();
        if (isGoing(run.getState())) await session.stop();
        const opened = projectFromTemplate(template.id, crypto.randomUUID(), locale);
        document.apply({ label: { text: { en: "Open “{name}”", zh: "打开“{name}”" }, values: { name: template.title } }, project: opened, selection: [] });
        document.closeGesture();
        // The task's own view where it has one, else the first tab.
        view.setState({ dockTab: "task" });
        if (run.getState().runId !== undefined) await session.reset();
        toast({
          text: say({ en: "“{name}” is open", zh: "已打开“{name}”" }, { name: template.title }),
          action: { label: say({ en: "Undo", zh: "撤销" }), run: () => document.undo() },
        });
      });
    },
    [document, view, run, session, persistence, act, toast, say, locale],
  );
}

const isGoing = ({ run: { status } }: RunState) => status === "running" || status === "paused" || status === "recovering";
