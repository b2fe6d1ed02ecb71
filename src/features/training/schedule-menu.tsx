/** The learning rate over a run as figures and files; comes after the curve, so that the start of the page does not carry charts and menus. */
import { ChartMenu, type DrawingKind } from "@/ui/chart-menu";
import { useSay } from "@/ui/locale";
import { plain } from "@/viz/figures";
import { lineChartScene } from "@/viz/line-chart";
import { currentPalette } from "@/viz/palette";
import { saveCsv, saveScene } from "@/viz/save-drawing";
import { steppedDomain } from "@/viz/scales";

export interface ScheduleMenuProps {
  readonly title: string;
  readonly epochs: number;
  /** At equal distances from the start of the run to its end. */
  readonly rates: readonly number[];
}

const [width, height] = [720, 400];
/** So many rows say how a schedule runs. */
const tableRows = 16;

export default function ScheduleMenu({ title, epochs, rates }: ScheduleMenuProps) {
  const say = useSay();
  const last = rates.length - 1;
  const places = rates.map((_, i) => Number(((i / last) * epochs).toPrecision(6)));
  const xTitle = say({ en: "epoch", zh: "轮" });
  const save = (kind: DrawingKind) => {
    const curves = [{ look: "validation", x: places, value: rates, length: rates.length }] as const;
    const axes = { xDomain: [0, Math.max(1, epochs)], yKind: "linear", yDomain: steppedDomain("linear", 0, Math.max(...rates)) } as const;
    saveScene(lineChartScene({ title, xTitle, ...axes, curves }, width, height, currentPalette()), kind, "learning-rate");
  };
  return (
    <ChartMenu
      name={title}
      drawings={[{ id: "schedule", label: title, save }]}
      table={() => ({
        head: [say({ en: "Epoch", zh: "轮" }), title],
        rows: rates.flatMap((rate, i) => (i % (last / tableRows) === 0 ? [[plain(places[i] ?? 0), plain(rate)]] : [])),
      })}
      saveCsv={() => saveCsv([["epoch", "learning_rate"], ...rates.map((rate, i) => [places[i] ?? 0, rate])], "learning-rate")}
    />
  );
}
