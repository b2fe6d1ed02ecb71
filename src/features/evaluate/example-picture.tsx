/** One example as a person recognises it: an image as pixels, a text in its words, a point at its place. */
import { useCallback, useMemo } from "react";
import { useController } from "@/hooks/use-controller";
import { imageMap } from "@/viz/pixels";
import { createPixelView } from "@/viz/pixel-view";
import { rampOf } from "@/viz/ramps";
import type { Palette } from "@/viz/palette";

export interface ExamplePictureProps {
  readonly inputs: Float32Array;
  /** Without the batch axis: [rows, columns, channels] for an image. */
  readonly shape: readonly number[];
  readonly text?: string | undefined;
  /** Empty where the words stand beside it. */
  readonly label: string;
}

/** A few lines: enough to see why. */
const longestShown = 200;

export function ExamplePicture({ inputs, shape, text, label }: ExamplePictureProps) {
  if (text !== undefined)
    return (
      <span className="example-text" dir="auto">
        {text.length > longestShown ? `${text.slice(0, longestShown)}…` : text}
      </span>
    );
  return shape.length >= 2 ? <Pixels inputs={inputs} shape={shape} label={label} /> : <Place inputs={inputs} label={label} />;
}

function Pixels({ inputs, shape, label }: Omit<ExamplePictureProps, "text">) {
  const map = useCallback((palette: Palette) => imageMap(inputs, shape, rampOf(palette, "ink")), [inputs, shape]);
  const [canvas] = useController(
    createPixelView,
    useMemo(() => ({ map }), [map]),
  );
  return <canvas ref={canvas} className="example-pixels" {...named(label)} />;
}

/** Where a point stands, seen in a square of side 2.8 around the origin. */
function Place({ inputs, label }: Omit<ExamplePictureProps, "shape" | "text">) {
  const [x = 0, y = 0] = inputs;
  return (
    <svg className="example-place" viewBox="-1.4 -1.4 2.8 2.8" {...named(label)}>
      <path d="M-1.4 0H1.4M0 -1.4V1.4" />
      <circle cx={x} cy={-y} r={0.16} />
    </svg>
  );
}

function named(label: string) {
  return label === "" ? ({ "aria-hidden": true } as const) : ({ role: "img", "aria-label": label } as const);
}
