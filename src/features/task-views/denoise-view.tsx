/** Images in, images out: some test examples with noise, what the network makes of them, and what was asked for. */
import { useMemo } from "react";
import { regressionMetrics } from "@/analysis/regression-metrics";
import { useController } from "@/hooks/use-controller";
import { useRun } from "@/hooks/bench";
import { inputsOf, useExamples } from "@/hooks/use-examples";
import { usePrediction } from "@/hooks/use-prediction";
import { useSay } from "@/ui/locale";
import { brief } from "@/viz/figures";
import type { Palette } from "@/viz/palette";
import { imageMap } from "@/viz/pixels";
import { createPixelView } from "@/viz/pixel-view";
import { rampOf } from "@/viz/ramps";

const shownCount = 12;
const pauseMs = 250;

export function DenoiseView() {
  const say = useSay();
  const count = useRun((state) => Math.min(shownCount, state.data?.counts.test ?? 0));
  const indices = useMemo(() => Array.from({ length: count }, (_, i) => i), [count]);
  const examples = useExamples("test", indices);
  const prediction = usePrediction(examples?.inputs, pauseMs);
  const isUntrained = useRun((state) => state.step === 0);
  const outputs = prediction && prediction.inputs === examples?.inputs ? prediction.outputs : undefined;
  if (!examples)
    return <p className="task-pane quiet">{say({ en: "Test examples appear here once the data are loaded.", zh: "数据加载后，这里显示测试样本。" })}</p>;
  const shape = examples.inputShape;
  const size = shape.reduce((product, length) => product * length, 1);
  const part = (values: Float32Array, i: number) => values.subarray(i * size, (i + 1) * size);
  const error = outputs ? regressionMetrics(examples.targets, outputs).meanSquaredError : undefined;
  const noise = regressionMetrics(examples.targets, examples.inputs).meanSquaredError;
  return (
    <section className="task-pane">
      <h2>
        {say({ en: "Test images", zh: "测试图像" })}
        <span className="quiet figure">
          {error !== undefined &&
            say(
              { en: "mean squared error {error}; of the noise {noise}", zh: "均方误差 {error}；噪声为 {noise}" },
              { error: brief(error), noise: brief(noise) },
            )}
          {isUntrained && outputs && ` · ${say({ en: "not trained yet", zh: "尚未训练" })}`}
        </span>
      </h2>
      <div className="denoise-rows">
        {(["input", "output", "target"] as const).map((row) => (
          <div key={row} className="denoise-row">
            <span className="label">{say(rowNames[row])}</span>
            {indices.map((i) => {
              const image = row === "input" ? inputsOf(examples, i) : row === "output" ? outputs && part(outputs, i) : part(examples.targets, i);
              return image ? (
                <Picture key={i} image={image} shape={shape} label={`${say(rowNames[row])} ${i + 1}`} />
              ) : (
                <span key={i} className="denoise-picture" />
              );
            })}
          </div>
        ))}
      </div>
    </section>
  );
}

const rowNames = {
  input: { en: "noisy", zh: "加噪声" },
  output: { en: "restored", zh: "恢复" },
  target: { en: "clean", zh: "原图" },
} as const;

function Picture({ image, shape, label }: { readonly image: Float32Array; readonly shape: readonly number[]; readonly label: string }) {
  const options = useMemo(() => ({ map: (palette: Palette) => imageMap(image, shape, rampOf(palette, "ink")) }), [image, shape]);
  const [canvas] = useController(createPixelView, options);
  return <canvas ref={canvas} className="denoise-picture" role="img" aria-label={label} />;
}
