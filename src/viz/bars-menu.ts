/** What a chart's menu offers for bars that are drawn small on the page: the same bars large, with axes, as a table and as files. */
import { barsChartScene, type BarsChart } from "@/viz/bars-chart";
import { currentPalette } from "@/viz/palette";
import { saveCsv, saveScene } from "@/viz/save-drawing";

/** px of the saved drawing. */
const size = { width: 640, height: 360 };

/** `fileName` without the ending. */
export function barsMenu(name: string, chart: BarsChart, fileName: string) {
  const rows = () => chart.bars.map(({ from, to, value }, i) => (chart.names ? [chart.names[i] ?? "", value] : [from, to, value]));
  const head = () => (chart.names ? [chart.xTitle, chart.yTitle] : [`${chart.xTitle} ≥`, `${chart.xTitle} <`, chart.yTitle]);
  return {
    name,
    drawings: [
      {
        id: "bars",
        label: name,
        save: (kind: "png" | "svg") => saveScene(barsChartScene(chart, size.width, size.height, currentPalette()), kind, fileName),
      },
    ],
    table: () => ({ head: head(), rows: rows().map((row) => row.map((cell) => (typeof cell === "number" ? String(Number(cell.toPrecision(5))) : cell))) }),
    saveCsv: () => saveCsv([head(), ...rows()], fileName),
  };
}
