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
  /** The small one's place on the page. */
  readonly beside: DOMRect;
}

const width = 132;
const distance = 8;

export function SamplePreview({ preview: { inputs, shape, label, beside } }: { readonly preview: Preview }) {
  const say = useSay();
  const options = useMemo(() => ({ map: (palette: Palette) => imageMap(inputs, shape, rampOf(palette, "ink")) }), [inputs, shape]);
  const [canvas] = useController(createPixelView, options);
  const [rows = 1, columns = 1] = shape;
  const height = (width * rows) / columns + 48;
  const isRoomRight = beside.right + distance + width + 20 < innerWidth;
  const left = isRoomRight ? beside.right + distance : Math.max(beside.left - distance - width - 20, 4);
  const top = Math.min(Math.max(beside.top - height / 2, 4), innerHeight - height - 4);
  return createPortal(
    <div className="float sample-preview" style={{ left, top, width }} aria-hidden="true">
      <canvas ref={canvas} style={{ aspectRatio: `${columns} / ${rows}` }} />
      <b>{label}</b>
      <span>{say({ en: "Press to follow it through the network", zh: "按下可让它通过网络" })}</span>
    </div>,
    document.body,
  );
}
