/** Opens a template as the project. The old one is one Undo away. */
import { useCallback } from "react";
import { projectFromTemplate, type Template } from "@/examples";
import { useBench } from "@/hooks/bench";
import { useLocale, useSay } from "@/ui/locale";
import { useToast } from "@/ui/toasts";

export function useOpenTemplate(): (template: Template) => void {
  const say = useSay();
  const locale = useLocale();
  const toast = useToast();
  const { document, view } = useBench();
  return useCallback(
    (template) => {
      const opened = projectFromTemplate(template.id, crypto.randomUUID(), locale);
      document.apply({ label: { text: { en: "Open “{name}”", zh: "打开“{name}”" }, values: { name: template.title } }, project: opened, selection: [] });
      document.closeGesture();
      view.setState({ isTemplatesOpen: false });
      toast({
        text: say({ en: "“{name}” is open", zh: "已打开“{name}”" }, { name: template.title }),
        action: { label: say({ en: "Undo", zh: "撤销" }), run: () => document.undo() },
      });
    },
    [document, view, toast, say, locale],
  );
}
