/** All templates in a dialog. */
import { TemplateCard } from "@/features/templates/template-card";
import { useOpenTemplate } from "@/features/templates/use-open-template";
import { templates } from "@/examples";
import { useBench, useDocument, useView } from "@/hooks/bench";
import { Dialog } from "@/ui/dialog";
import { useSay } from "@/ui/locale";
import "@/features/templates/templates.css";

export function TemplateGallery() {
  const say = useSay();
  const { view } = useBench();
  const isOpen = useView((state) => state.isTemplatesOpen);
  const current = useDocument((state) => state.project.templateId);
  const open = useOpenTemplate();
  return (
    <Dialog
      title={say({ en: "Start from a template", zh: "从模板开始" })}
      summary={say({
        en: "Each is a whole project, ready to train. The one you have now stays one Undo away.",
        zh: "每个模板都是完整的项目，可直接训练。当前项目可用“撤销”找回。",
      })}
      width="960px"
      open={isOpen}
      onOpenChange={(next) => view.setState({ isTemplatesOpen: next })}
    >
      <ul className="template-grid">
        {templates.map((template) => (
          <li key={template.id}>
            <TemplateCard template={template} isCurrent={template.id === current} onOpen={() => open(template)} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
