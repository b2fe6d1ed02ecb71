/** What a page shows for each kind of question. */
import { answerPanel, writePanel } from "@/features/standalone/panels/writing";
import { imagePanel } from "@/features/standalone/panels/image";
import { linePanel, numbersPanel } from "@/features/standalone/panels/numbers";
import { pointPanel } from "@/features/standalone/panels/point";
import { seriesPanel } from "@/features/standalone/panels/series";
import { textPanel } from "@/features/standalone/panels/text";
import type { Page } from "@/features/standalone/page";
import type { PageTask } from "@/interop/page/page-content";

export type Panel<K extends PageTask["kind"]> = (page: Page, task: Extract<PageTask, { readonly kind: K }>) => readonly HTMLElement[];

const panels: { readonly [K in PageTask["kind"]]: Panel<K> } = {
  image: imagePanel,
  point: pointPanel,
  line: linePanel,
  text: textPanel,
  write: writePanel,
  answer: answerPanel,
  series: seriesPanel,
  numbers: numbersPanel,
};

export function panelOf(page: Page): readonly HTMLElement[] {
  const { task } = page.content;
  return (panels[task.kind] as (page: Page, task: PageTask) => readonly HTMLElement[])(page, task);
}
