/** What every chart offers beside itself: its figures as a table, and files to keep. */
import { useState } from "react";
import { IconButton } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { FiguresTable, type FigureTable } from "@/ui/figures-table";
import { useSay } from "@/ui/locale";
import { Menu } from "@/ui/menu";

export const drawingKinds = ["png", "svg"] as const;
export type DrawingKind = (typeof drawingKinds)[number];

export interface Drawing {
  readonly id: string;
  readonly label: string;
  readonly save: (kind: DrawingKind) => void;
}
export interface ChartMenuProps {
  readonly name: string;
  readonly drawings: readonly Drawing[];
  readonly table: () => FigureTable;
  readonly saveCsv: () => void;
  readonly disabledBecause?: string | undefined;
}

export function ChartMenu({ name, drawings, table, saveCsv, disabledBecause }: ChartMenuProps) {
  const say = useSay();
  const [shown, setShown] = useState<FigureTable>();
  const label = say({ en: "{name}: table and files", zh: "{name}：表格与文件" }, { name });
  return (
    <>
      <Menu
        align="end"
        trigger={<IconButton small icon="ellipsis" label={label} disabledBecause={disabledBecause} />}
        sections={[
          {
            id: "table",
            items: [{ id: "table", icon: "table-2", label: say({ en: "Show as a table", zh: "以表格显示" }), onSelect: () => setShown(table()) }],
          },
          ...drawings.map((drawing) => ({
            id: drawing.id,
            label: drawing.label,
            items: drawingKinds.map((kind) => ({
              id: `${drawing.id}-${kind}`,
              icon: "download",
              label: say({ en: "Save as {kind}", zh: "保存为 {kind}" }, { kind: kind.toUpperCase() }),
              onSelect: () => drawing.save(kind),
            })),
          })),
          {
            id: "figures",
            items: [
              {
                id: "csv",
                icon: "download",
                label: say({ en: "Save all figures as CSV", zh: "将全部数值保存为 CSV" }),
                onSelect: saveCsv,
              },
            ],
          },
        ]}
      />
      <Dialog title={name} open={shown !== undefined} onOpenChange={(open) => !open && setShown(undefined)} {...(shown?.note ? { summary: shown.note } : {})}>
        {shown && <FiguresTable label={name} table={shown} />}
      </Dialog>
    </>
  );
}
