/** Noise on a digit, and what the network makes of it: clean, noisy, restored, side by side. */
import { useEffect, useMemo, useState } from "react";
import { centerDigit } from "@/data/center-digit";
import { DrawPad, DrawTools } from "@/features/try-it/draw-pad";
import { noisy } from "@/data/noisy";
import { PixelsCanvas } from "@/features/try-it/pixels-canvas";
import { gridSide, inkGrid, type Stroke } from "@/data/strokes";
import { useTryMode } from "@/features/try-it/try-digit";
import { TryHead } from "@/features/try-it/try-head";
import { useFindExample } from "@/features/try-it/use-find-example";
import { useBench, useRun } from "@/hooks/bench";
import { useShownDataset, useShownProject } from "@/hooks/use-dataset";
import { usePrediction } from "@/hooks/use-prediction";
import { useShownExample } from "@/hooks/use-shown-example";
import { regressionMetrics } from "@/analysis/regression-metrics";
import { Button } from "@/ui/button";
import { Field } from "@/ui/field";
import { useSay } from "@/ui/locale";
import { Slider } from "@/ui/slider";
import { brief, fixed } from "@/viz/figures";

const noiseSeed = 7;

export function TryDenoise({ canDraw }: { readonly canDraw: boolean }) {
  const say = useSay();
  const { view } = useBench();
  const dataset = useShownDataset();
  const config = useShownProject().data.config;
  const [deviation, setDeviation] = useState(() => (typeof config["noise"] === "number" ? config["noise"] : 0.35));
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  // Here a picked example is the usual case: drawing starts by choice.
  const picked = useTryMode(canDraw);
  const [wantsDraw, setWantsDraw] = useState(false);
  const mode = wantsDraw && picked === "draw" ? "draw" : wantsDraw ? picked : "test";
  const drawn = useMemo(() => centerDigit(inkGrid(strokes), gridSide, gridSide), [strokes]);
  const example = useShownExample();
  const { find, isFinding } = useFindExample();
  const isUntrained = useRun((state) => state.step === 0);

  const clean = mode === "draw" ? drawn : example.target;
  const input = useMemo(() => (clean ? noisy(clean, deviation, noiseSeed) : undefined), [clean, deviation]);
  const prediction = usePrediction(input);
  // An older answer stays until its own comes; what it is off by is said of its own only.
  const output = prediction && input && prediction.outputs.length === input.length ? prediction.outputs : undefined;
  useEffect(() => {
    if (mode === "draw") view.setState({ example: input && { inputs: input } });
  }, [view, mode, input]);

  const shape = dataset?.inputShape ?? [28, 28, 1];
  const off = (image: Float32Array | undefined) => (clean && image ? brief(regressionMetrics(clean, image).meanSquaredError) : "");
  const pictures = [
    { id: "input", image: input, label: say({ en: "with noise", zh: "加噪声" }), error: off(input) },
    { id: "output", image: output, label: say({ en: "restored", zh: "恢复" }), error: prediction?.inputs === input ? off(output) : "" },
  ];
  return (
    <div className="try">
      <TryHead
        mode={canDraw ? mode : undefined}
        onMode={(next) => {
          setWantsDraw(next === "draw");
          view.setState({ example: next === "draw" ? { inputs: input ?? new Float32Array(784) } : { split: "test", index: 0 } });
        }}
      >
        {mode === "draw" && <DrawTools strokes={strokes} onChange={setStrokes} />}
      </TryHead>
      <div className="try-triptych">
        <figure>
          {mode === "draw" ? (
            <DrawPad strokes={strokes} onChange={setStrokes} />
          ) : clean ? (
            <PixelsCanvas values={clean} shape={shape} className="pixels is-large" label={say({ en: "The clean digit", zh: "干净的数字" })} />
          ) : (
            <span className="pixels is-large" />
          )}
          <figcaption>{mode === "draw" ? say({ en: "yours", zh: "你画的" }) : say({ en: "clean", zh: "原图" })}</figcaption>
        </figure>
        {pictures.map(({ id, image, label, error }) => (
          <figure key={id}>
            {image ? <PixelsCanvas values={image} shape={shape} className="pixels is-large" label={label} /> : <span className="pixels is-large" />}
            <figcaption>
              {label}
              {error && <span className="quiet figure">{say({ en: "error {value}", zh: "误差 {value}" }, { value: error })}</span>}
            </figcaption>
          </figure>
        ))}
      </div>
      <div className="try-controls">
        <Field
          label={say({ en: "Noise", zh: "噪声" })}
          help={say({
            en: "Standard deviation of the noise laid over each pixel, where paper is 0 and ink is 1.",
            zh: "叠加到每个像素的噪声的标准差，纸为 0，墨为 1。",
          })}
        >
          <Slider value={deviation} min={0} max={1} step={0.01} format={(value) => fixed(value, 2)} onChange={setDeviation} />
        </Field>
        {mode === "test" && (
          <Button
            small
            icon="dices"
            disabledBecause={isFinding ? say({ en: "Looking for one.", zh: "正在寻找。" }) : undefined}
            onClick={() => void find("any")}
          >
            {say({ en: "Another", zh: "换一个" })}
          </Button>
        )}
        {isUntrained && output && <p className="quiet small">{say({ en: "Not trained yet: it only guesses.", zh: "尚未训练：它只是在猜。" })}</p>}
      </div>
    </div>
  );
}
