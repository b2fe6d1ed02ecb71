/** How many examples of each class there are, under the column of that class. */
import { useState } from "react";
import type { Text } from "@/base/text";
import { splits, splitWords } from "@/features/dataset/split-words";
import type { ChosenData } from "@/features/dataset/use-data";
import { IconButton } from "@/ui/button";
import { useSay } from "@/ui/locale";
import { Popover } from "@/ui/popover";
import { Term } from "@/ui/term";
import { grouped } from "@/viz/figures";

const help: Text = {
  en: "Examples of each class in all three splits together. When one class has far more than another, accuracy alone says little: look at recall per class.",
  zh: "三个部分合计的每类样本数。若某一类远多于另一类，只看准确率意义不大：请看每类的召回率。",
};

const titles = {
  image: { en: "Images per class", zh: "每类图像数" },
  text: { en: "Texts per class", zh: "每类文本数" },
} satisfies Record<string, Text>;
const asTable: Text = { en: "{title}, as a table", zh: "{title}（表格）" };

const unnamed: Text = { en: "", zh: "" };

export function ClassBalance({ chosen: { dataset, report } }: { readonly chosen: ChosenData }) {
  const say = useSay();
  const [pointed, setPointed] = useState<number>();
  const names = dataset.classNames;
  // Two or three classes are counted in the legend of the points.
  if (!names || (dataset.kind !== "image" && dataset.kind !== "text")) return null;
  const title = say(titles[dataset.kind]);
  const totals = names.map((_, k) => (report ? splits.reduce((sum, split) => sum + (report.classCounts[split][k] ?? 0), 0) : undefined));
  const known = totals.filter((total) => total !== undefined);
  const most = Math.max(1, ...known);
  const hasShortNames = names.every((name) => say(name).length <= 2);
  const told = pointed !== undefined && totals[pointed] !== undefined ? `${say(names[pointed] ?? unnamed)}: ${grouped(totals[pointed])}` : "";
  const spoken = names.map((name, k) => `${say(name)}: ${totals[k] === undefined ? "?" : grouped(totals[k])}`).join(", ");
  return (
    <section className="section class-balance">
      <div className="label dataset-row">
        <Term help={say(help)}>{title}</Term>
        <span className="push figure">{told}</span>
        <Popover label={say(asTable, { title })} align="start" trigger={<IconButton small icon="table-2" label={say(asTable, { title })} />}>
          <BalanceTable names={names} report={report} />
        </Popover>
      </div>
      <div className="balance-bars" role="img" aria-label={spoken} style={{ gridTemplateColumns: `repeat(${names.length}, 1fr)` }}>
        {totals.map((total, k) => (
          <span key={k} onPointerEnter={() => setPointed(k)} onPointerLeave={() => setPointed(undefined)}>
            <i style={{ height: `${((total ?? 0) / most) * 100}%` }} />
          </span>
        ))}
        {hasShortNames && names.map((name) => <b key={name.en}>{say(name)}</b>)}
      </div>
    </section>
  );
}

function BalanceTable({ names, report }: { readonly names: readonly Text[]; readonly report: ChosenData["report"] }) {
  const say = useSay();
  return (
    <table className="balance-table">
      <thead>
        <tr>
          <th scope="col">{say({ en: "Class", zh: "类别" })}</th>
          {splits.map((split) => (
            <th key={split} scope="col">
              {say(splitWords[split])}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {names.map((name, k) => (
          <tr key={name.en}>
            <th scope="row">{say(name)}</th>
            {splits.map((split) => (
              <td key={split}>{report ? grouped(report.classCounts[split][k] ?? 0) : "–"}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
