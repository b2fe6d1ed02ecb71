/** An image of values 0 … 1 as crisp pixels, ink on paper. */
import { useMemo } from "react";
import { useController } from "@/hooks/use-controller";
import { imageMap } from "@/viz/pixels";
import { createPixelView } from "@/viz/pixel-view";
import type { Palette } from "@/viz/palette";
import { rampOf } from "@/viz/ramps";

export interface PixelsCanvasProps {
  readonly values: Float32Array;
  readonly shape: readonly number[];
  readonly label: string;
  readonly className?: string;
}

export function PixelsCanvas({ values, shape, label, className = "pixels" }: PixelsCanvasProps) {
  const options = useMemo(() => ({ map: (palette: Palette) => imageMap(values, shape, rampOf(palette, "ink")) }), [values, shape]);
  const [canvas] = useController(createPixelView, options);
  return <canvas ref={canvas} className={className} role="img" aria-label={label} />;
}
