/** One template: its drawing, what it is, and the figure it reaches. */
import { Thumbnail } from "@/features/templates/thumbnail";
import type { Template } from "@/examples";
import { Chip } from "@/ui/chip";
import { classNames } from "@/ui/class-names";
import { useSay, type Say } from "@/ui/locale";
import { grouped, percent, plain } from "@/viz/figures";

export interface TemplateCardProps {
  readonly template: Template;
  readonly isCurrent: boolean;
  readonly onOpen: () => void;
}

export function TemplateCard({ template, isCurrent, onOpen }: TemplateCardProps) {
  const say = useSay();
  return (
    <button type="button" className={classNames("template", isCurrent && "is-current")} aria-current={isCurrent} onClick={onOpen}>
      <span className="template-picture">
        <Thumbnail template={template} />
      </span>
      <b>{say(template.title)}</b>
      <span className="template-what">{say(template.what)}</span>
      {isCurrent && (
        <span className="template-now">
          <Chip tone="mark">{say({ en: "open now", zh: "当前打开" })}</Chip>
        </span>
      )}
      <span className="template-facts figure">
        <span>{targetWords(say, template.target)}</span>
        <span>{say({ en: "{count} {count|epoch|epochs}", zh: "{count} 轮" }, { count: grouped(template.target.afterEpochs) })}</span>
      </span>
    </button>
  );
}

function targetWords(say: Say, { metric, value }: Template["target"]): string {
  switch (metric) {
    case "testAccuracy":
      return say({ en: "> {value}", zh: "> {value}" }, { value: percent(value, value > 0.98 ? 1 : 0) });
    case "testLoss":
    case "trainLoss":
      return say({ en: "loss < {value}", zh: "损失 < {value}" }, { value: plain(value) });
  }
}
