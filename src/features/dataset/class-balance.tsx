/** How many examples of each class there are, under the column of that class. */
import { useState } from "react";
import type { Text } from "@/base/text";
import { splits, splitWords } from "@/features/dataset/split-words";
import type { ChosenData } from "@/features/dataset/use-data";
import { ChartMenu } from "@/ui/chart-menu";
import { useSay } from "@/ui/locale";
import { Term } from "@/ui/term";
import { barsOfKinds } from "@/viz/bars-chart";
import { barsMenu } from "@/viz/bars-menu";
import { grouped } from "@/viz/figures";
import { saveCsv } from "@/viz/save-drawing";

const help: Text = {
  en: "Examples of each class in all three splits together. When one class has far more than another, accuracy alone says little: look at recall per class.",
  zh: "三个部分合计的每类样本数。若某一类远多于另一类，只看准确率意义不大：请看每类的召回率。",
};

const titles = {
  image: { en: "Images per class", zh: "每类图像数" },
  text: { en: "Texts per class", zh: "每类文本数" },
} satisfies Record<string, Text>;

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
  const classNames = names.map((name) => say(name));
  const bars = { xTitle: say({ en: "class", zh: "类别" }), yTitle: title, bars: barsOfKinds(totals.map((total) => total ?? 0)), names: classNames };
  const head = [say({ en: "Class", zh: "类别" }), ...splits.map((split) => say(splitWords[split]))];
  const rows = classNames.map((name, k) => [name, ...splits.map((split) => report?.classCounts[split][k] ?? 0)] as const);
  const menu = {
    ...barsMenu(title, bars, "class-balance"),
    table: () => ({ head, rows: rows.map((row) => row.map((cell) => (typeof cell === "number" ? grouped(cell) : cell))) }),
    saveCsv: () => saveCsv([head, ...rows], "class-balance"),
  };
  return (
    <section className="section class-balance">
      <div className="label dataset-row">
        <Term help={say(help)}>{title}</Term>
        <span className="push figure">{told}</span>
        <ChartMenu {...menu} disabledBecause={report ? undefined : say({ en: "The data is still being read.", zh: "数据仍在读取。" })} />
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
