/** The list of all data. Changing them may change the network, so that is said first. */
import { useState } from "react";
import { datasets } from "@/data/datasets";
import type { ExampleKind } from "@/data/define-dataset";
import type { Text } from "@/base/text";
import { OwnTextsDialog } from "@/features/dataset/own-texts-dialog";
import { SwitchDialog } from "@/features/dataset/switch-dialog";
import { useBench, useDocument } from "@/hooks/bench";
import { changeDataset, withDataset } from "@/store/commands/data-commands";
import { Button } from "@/ui/button";
import { useSay } from "@/ui/locale";
import { Menu } from "@/ui/menu";

const groups: readonly { readonly id: string; readonly label: Text; readonly kinds: readonly ExampleKind[] }[] = [
  { id: "images", label: { en: "Images", zh: "图像" }, kinds: ["image"] },
  { id: "texts", label: { en: "Texts", zh: "文本" }, kinds: ["text"] },
  { id: "series", label: { en: "Series", zh: "序列" }, kinds: ["series"] },
  { id: "points", label: { en: "Points", zh: "点" }, kinds: ["point2d", "pair"] },
];

export function DatasetMenu() {
  const say = useSay();
  const bench = useBench();
  const current = useDocument((state) => state.project.data.datasetId);
  const [asked, setAsked] = useState<string>();
  const [bringsOwn, setBringsOwn] = useState(false);
  const choose = (id: string) => {
    const { project } = bench.document.getState();
    if (id === project.data.datasetId) return;
    const next = withDataset(project, id);
    if (next.network === project.network && next.training === project.training) changeDataset(bench, id);
    else setAsked(id);
  };
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button variant="plain" small iconEnd="chevron-down" aria-label={say({ en: "Change the data", zh: "更换数据" })}>
            {say({ en: "Change", zh: "更换" })}
          </Button>
        }
        sections={[
          ...groups.map(({ id, label, kinds }) => ({
            id,
            label: say(label),
            items: datasets
              .filter(({ kind }) => kinds.includes(kind))
              .map((dataset) => ({ id: dataset.id, label: say(dataset.title), checked: dataset.id === current, onSelect: () => choose(dataset.id) })),
          })),
          { id: "own", items: [{ id: "own-texts", label: say({ en: "Your own texts…", zh: "你自己的文本…" }), onSelect: () => setBringsOwn(true) }] },
        ]}
      />
      {bringsOwn && <OwnTextsDialog open onClose={() => setBringsOwn(false)} />}
      <SwitchDialog datasetId={asked} onClose={() => setAsked(undefined)} />
    </>
  );
}
