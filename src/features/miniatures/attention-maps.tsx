/** What each head of an attention layer looks at, as a map: a row for each step that looks, a column for each that is looked at. */
import { useMemo } from "react";
import { createMapGridView } from "@/features/miniatures/map-grid-view";
import type { LayerProbe } from "@/engine/protocol";
import { useController } from "@/hooks/use-controller";
import { useSay } from "@/ui/locale";

const across = 4;

export function AttentionMaps({ attention: { data, shape } }: { readonly attention: NonNullable<LayerProbe["attention"]> }) {
  const say = useSay();
  const [rows = 1, columns = 1, heads = 1] = shape;
  const options = useMemo(
    () => ({ output: data, rows, columns, channels: heads, count: heads, across: Math.min(heads, across), gap: 0.06 }),
    [data, rows, columns, heads],
  );
  const [canvas] = useController(createMapGridView, options);
  const title = say({ en: "What its {heads} {heads|head looks|heads look} at in the example", zh: "它的 {heads} 个头在样本中看什么" }, { heads });
  return (
    <>
      <p className="label">{title}</p>
      <canvas ref={canvas} className={heads === 1 ? "kernel-sheet is-single" : "kernel-sheet"} role="img" aria-label={title} />
      <p className="quiet small">
        {say({
          en: "Row by row, the steps that look; column by column, those they look at. The stronger the colour, the more of a step's look goes there.",
          zh: "每行是进行查看的一步，每列是被查看的一步；颜色越深，这一步的注意力越多落在那里。",
        })}
      </p>
    </>
  );
}
