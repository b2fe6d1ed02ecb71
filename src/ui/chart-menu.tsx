/** What every chart offers beside itself: its figures as a table, and files to keep. */
import { memo, useEffect, useRef, useState, type RefObject } from "react";
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

/** The figures behind it change with every evaluation; the menu does not, and asks for them when it is used. */
export function ChartMenu(props: ChartMenuProps) {
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const { name, drawings, disabledBecause } = props;
  return <MenuOf name={name} drawings={drawings} disabledBecause={disabledBecause} latest={latest} />;
}

interface MenuOfProps extends Pick<ChartMenuProps, "name" | "disabledBecause"> {
  readonly drawings: readonly Pick<Drawing, "id" | "label">[];
  readonly latest: RefObject<ChartMenuProps>;
}

const MenuOf = memo(function MenuOf({ name, drawings, disabledBecause, latest }: MenuOfProps) {
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
            items: [
              { id: "table", icon: "table-2", label: say({ en: "Show as a table", zh: "以表格显示" }), onSelect: () => setShown(latest.current.table()) },
            ],
          },
          ...drawings.map((drawing) => ({
            id: drawing.id,
            label: drawing.label,
            items: drawingKinds.map((kind) => ({
              id: `${drawing.id}-${kind}`,
              icon: "download",
              label: say({ en: "Save as {kind}", zh: "保存为 {kind}" }, { kind: kind.toUpperCase() }),
              onSelect: () => latest.current.drawings.find(({ id }) => id === drawing.id)?.save(kind),
            })),
          })),
          {
            id: "figures",
            items: [
              {
                id: "csv",
                icon: "download",
                label: say({ en: "Save all figures as CSV", zh: "将全部数值保存为 CSV" }),
                onSelect: () => latest.current.saveCsv(),
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
}, isSameMenu);

function isSameMenu(before: MenuOfProps, now: MenuOfProps): boolean {
  const isSame = ({ id, label }: Pick<Drawing, "id" | "label">, i: number) => before.drawings[i]?.id === id && before.drawings[i].label === label;
  return (
    before.name === now.name && before.disabledBecause === now.disabledBecause && before.drawings.length === now.drawings.length && now.drawings.every(isSame)
  );
}
