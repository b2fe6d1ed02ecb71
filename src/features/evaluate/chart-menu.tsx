/** What every chart offers beside itself: its figures as a table, and files to keep. */
import { useState } from "react";
import { IconButton } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { useSay } from "@/ui/locale";
import { Menu } from "@/ui/menu";
import { currentPalette } from "@/viz/palette";
import { pngOfScene, saveBlob, svgFile } from "@/viz/save-drawing";
import type { Scene } from "@/viz/scene";

export interface FigureTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What the rows leave out, if anything. */
  readonly note?: string;
}
export interface Drawing {
  readonly label: string;
  /** Without the ending. */
  readonly fileName: string;
  readonly scene: () => Scene | undefined;
}
export interface ChartMenuProps {
  readonly name: string;
  readonly fileName: string;
  readonly drawings: readonly Drawing[];
  readonly table: () => FigureTable;
  readonly csv: () => Blob;
  readonly disabledBecause?: string | undefined;
}

export function ChartMenu({ name, fileName, drawings, table, csv, disabledBecause }: ChartMenuProps) {
  const say = useSay();
  const [shown, setShown] = useState<FigureTable>();
  const save = (drawing: Drawing, kind: "png" | "svg") => {
    const scene = drawing.scene();
    const paper = currentPalette().panel;
    if (!scene) return;
    if (kind === "svg") saveBlob(svgFile(scene, paper), `${drawing.fileName}.svg`);
    else void pngOfScene(scene, paper).then((blob) => saveBlob(blob, `${drawing.fileName}.png`));
  };
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
            id: drawing.fileName,
            label: drawing.label,
            items: (["png", "svg"] as const).map((kind) => ({
              id: `${drawing.fileName}-${kind}`,
              icon: "download",
              label: say({ en: "Save as {kind}", zh: "保存为 {kind}" }, { kind: kind.toUpperCase() }),
              onSelect: () => save(drawing, kind),
            })),
          })),
          {
            id: "figures",
            items: [
              {
                id: "csv",
                icon: "download",
                label: say({ en: "Save all figures as CSV", zh: "将全部数值保存为 CSV" }),
                onSelect: () => saveBlob(csv(), `${fileName}.csv`),
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

export function FiguresTable({ label, table }: { readonly label: string; readonly table: FigureTable }) {
  return (
    <table className="figures" aria-label={label}>
      <thead>
        <tr>
          {table.head.map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row) => (
          <tr key={row[0]}>
            {row.map((cell, column) =>
              column === 0 ? (
                <th key={table.head[column]} scope="row">
                  {cell}
                </th>
              ) : (
                <td key={table.head[column]}>{cell}</td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
