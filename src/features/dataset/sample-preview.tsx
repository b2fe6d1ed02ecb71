/** One example, large, beside the small one that is pointed at. */
import { useMemo } from "react";
import { createPortal } from "react-dom";
import { useController } from "@/hooks/use-controller";
import { useSay } from "@/ui/locale";
import type { Palette } from "@/viz/palette";
import { imageMap } from "@/viz/pixels";
import { createPixelView } from "@/viz/pixel-view";
import { rampOf } from "@/viz/ramps";

export interface Preview {
  readonly inputs: Float32Array;
  readonly shape: readonly number[];
  readonly label: string;
  /** Places on the page: of the small one, and of all of them, which the large one must not cover. */
  readonly at: DOMRect;
  readonly beside: DOMRect;
}

const width = 132;
const distance = 8;

export function SamplePreview({ preview: { inputs, shape, label, at, beside } }: { readonly preview: Preview }) {
  const say = useSay();
  const options = useMemo(() => ({ map: (palette: Palette) => imageMap(inputs, shape, rampOf(palette, "ink")) }), [inputs, shape]);
  const [canvas] = useController(createPixelView, options);
  const [rows = 1, columns = 1] = shape;
  const height = (width * rows) / columns + 48;
  const isRoomRight = beside.right + distance + width + 20 < innerWidth;
  const left = isRoomRight ? beside.right + distance : Math.min(Math.max(at.left - width / 2, 4), innerWidth - width - 20);
  // On a narrow screen it stands below them all.
  const top = isRoomRight ? Math.min(Math.max(at.top - height / 2, 4), innerHeight - height - 4) : beside.bottom + distance;
  return createPortal(
    <div className="float sample-preview" style={{ left, top, width }} aria-hidden="true">
      <canvas ref={canvas} style={{ aspectRatio: `${columns} / ${rows}` }} />
      <b>{label}</b>
      <span>{say({ en: "Press to follow it through the network", zh: "按下可让它通过网络" })}</span>
    </div>,
    document.body,
  );
}
