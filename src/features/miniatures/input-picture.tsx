/** The example that enters the network, and what it is. */
import { useMemo } from "react";
import type { Text } from "@/base/text";
import { useController } from "@/hooks/use-controller";
import { useShownDataset } from "@/hooks/use-dataset";
import { useShownExample } from "@/hooks/use-shown-example";
import { useSay } from "@/ui/locale";
import { fixed } from "@/viz/figures";
import { letterWidth } from "@/viz/letter-width";
import type { Palette } from "@/viz/palette";
import { imageMap } from "@/viz/pixels";
import { createPixelView } from "@/viz/pixel-view";
import { rampOf } from "@/viz/ramps";

const longestShown = 160;
/** So many fit beside each other under the picture. */
const captionLetters = 12;

export function InputPicture({ width }: { readonly width: number }) {
  const say = useSay();
  const { choice, inputs, shape, target, text } = useShownExample();
  const dataset = useShownDataset();
  const className = dataset?.task === "classification" && target ? dataset.classNames?.[target[0] ?? 0] : undefined;
  const isDrawn = "inputs" in choice;
  const isText = dataset?.kind === "text";
  // Which part it is of is said where there is room for it beside the class.
  const nameOf = (split: keyof typeof splitNames, given: Text) => {
    const name = say(given);
    const alone = say({ en: "“{name}”", zh: "“{name}”" }, { name });
    const full = say({ en: "{split} “{name}”", zh: "{split}“{name}”" }, { split: splitNames[split], name });
    return (shape.length < 2 && !isText) || letterWidth(full) > captionLetters ? alone : full;
  };
  const caption = isDrawn
    ? isText
      ? say({ en: "your text", zh: "你的文本" })
      : shape.length >= 2
        ? say({ en: "your drawing", zh: "你的手写" })
        : say({ en: "your point", zh: "你的点" })
    : className
      ? nameOf(choice.split, className)
      : say(exampleNames[choice.split]);
  if (isText)
    return (
      <div>
        <p className="miniature-text" style={{ width: width - 2 }} dir="auto" title={text ?? ""}>
          {text?.slice(0, longestShown)}
        </p>
        <p className="miniature-caption">{caption}</p>
      </div>
    );
  if (dataset?.kind === "series")
    return (
      <div>
        <SeriesPicture inputs={inputs} shape={shape} width={width - 2} label={caption} />
        <p className="miniature-caption">{caption}</p>
      </div>
    );
  if (shape.length < 2)
    return (
      <p className="miniature-values figure">
        {Array.from(inputs ?? [], (value, i) => (
          <span key={i}>{fixed(value, 2)}</span>
        ))}
        <span className="miniature-caption">{caption}</span>
      </p>
    );
  return (
    <div>
      {inputs ? <Image inputs={inputs} shape={shape} width={width - 2} label={caption} /> : <span className="miniature-input" style={{ width: width - 2 }} />}
      <p className="miniature-caption">{caption}</p>
    </div>
  );
}

/** A window of a series: its values alone, not what is said of the time of year. */
function SeriesPicture({
  inputs,
  shape: [steps = 1, channels = 1],
  width,
  label,
}: {
  readonly inputs: Float32Array | undefined;
  readonly shape: readonly number[];
  readonly width: number;
  readonly label: string;
}) {
  const values = Array.from({ length: steps }, (_, i) => inputs?.[i * channels] ?? 0);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const height = width / 2;
  const place = (value: number, i: number) =>
    `${((i / Math.max(1, steps - 1)) * width).toFixed(1)} ${(height - 2 - ((value - low) / (high - low || 1)) * (height - 4)).toFixed(1)}`;
  return (
    <svg className="miniature-series" width={width} height={height} role="img" aria-label={label}>
      {inputs && <path d={`M${values.map(place).join("L")}`} />}
    </svg>
  );
}

function Image({
  inputs,
  shape,
  width,
  label,
}: {
  readonly inputs: Float32Array;
  readonly shape: readonly number[];
  readonly width: number;
  readonly label: string;
}) {
  const options = useMemo(() => ({ map: (palette: Palette) => imageMap(inputs, shape, rampOf(palette, "ink")) }), [inputs, shape]);
  const [canvas] = useController(createPixelView, options);
  return <canvas ref={canvas} className="miniature-input" style={{ width }} role="img" aria-label={label} />;
}

const splitNames = {
  train: { en: "a training", zh: "训练" },
  validation: { en: "a validation", zh: "验证" },
  test: { en: "a test", zh: "测试" },
} as const;
const exampleNames = {
  train: { en: "train example", zh: "训练样本" },
  validation: { en: "val. example", zh: "验证样本" },
  test: { en: "test example", zh: "测试样本" },
} as const;
