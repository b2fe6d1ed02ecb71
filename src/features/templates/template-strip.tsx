/** The templates as a strip, for the dock before anything was trained. */
import { TemplateCard } from "@/features/templates/template-card";
import { useOpenTemplate } from "@/features/templates/use-open-template";
import { templates } from "@/examples";
import { useDocument } from "@/hooks/bench";
import "@/features/templates/templates.css";

export function TemplateStrip() {
  const current = useDocument((state) => state.project.templateId);
  const open = useOpenTemplate();
  return (
    <ul className="template-strip">
      {templates.map((template) => (
        <li key={template.id}>
          <TemplateCard template={template} isCurrent={template.id === current} onOpen={() => open(template)} />
        </li>
      ))}
    </ul>
  );
}
