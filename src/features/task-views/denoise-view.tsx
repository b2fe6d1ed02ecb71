/** Images in, images out: some test examples with noise, what the network makes of them, and what was asked for. */
import { useMemo } from "react";
import { regressionMetrics } from "@/analysis/regression-metrics";
import { denoiseCsv, denoiseScene, denoiseTable, distance, type Triple } from "@/features/task-views/denoise-figures";
import { useController } from "@/hooks/use-controller";
import { useRun } from "@/hooks/bench";
import { useExamples } from "@/hooks/use-examples";
import { usePrediction } from "@/hooks/use-prediction";
import { ChartMenu } from "@/ui/chart-menu";
import { useSay } from "@/ui/locale";
import { brief } from "@/viz/figures";
import { currentPalette, type Palette } from "@/viz/palette";
import { imageMap } from "@/viz/pixels";
import { createPixelView } from "@/viz/pixel-view";
import { rampOf } from "@/viz/ramps";
import { saveCsv, saveScene } from "@/viz/save-drawing";

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
  // What did not change is the same object, so that only the restored images are painted anew.
  const given = useMemo(() => {
    if (!examples) return [];
    const targets = partsOf(examples.targets, count);
    return partsOf(examples.inputs, count).map((noisy, i) => ({ noisy, clean: targets[i] ?? noisy }));
  }, [examples, count]);
  const triples = useMemo(() => {
    const restored = outputs ? partsOf(outputs, count) : [];
    return given.map(({ noisy, clean }, i): Triple => ({ noisy, restored: restored[i], clean }));
  }, [given, outputs, count]);
  if (!examples)
    return <p className="task-pane quiet">{say({ en: "Test examples appear here once the data are loaded.", zh: "数据加载后，这里显示测试样本。" })}</p>;
  const shape = examples.inputShape;
  const error = outputs ? regressionMetrics(examples.targets, outputs).meanSquaredError : undefined;
  const noise = regressionMetrics(examples.targets, examples.inputs).meanSquaredError;
  const names = { noisy: say(rowNames.noisy), restored: say(rowNames.restored), clean: say(rowNames.clean) };
  const title = say({ en: "Test images", zh: "测试图像" });
  return (
    <section className="task-pane">
      <h2>
        {title}
        <span className="quiet figure">
          {error !== undefined &&
            say(
              { en: "mean squared error {error}; of the noise {noise}", zh: "均方误差 {error}；噪声为 {noise}" },
              { error: brief(error), noise: brief(noise) },
            )}
          {isUntrained && outputs && ` · ${say({ en: "not trained yet", zh: "尚未训练" })}`}
        </span>
        <span className="push">
          <ChartMenu
            name={title}
            drawings={[
              { id: "images", label: title, save: (kind) => saveScene(denoiseScene(triples, names, shape, currentPalette()), kind, "restored-images") },
            ]}
            table={() => denoiseTable(triples, say)}
            saveCsv={() => saveCsv(denoiseCsv(triples), "restored-images")}
          />
        </span>
      </h2>
      <div className="denoise-rows">
        {(["noisy", "restored", "clean"] as const).map((row) => (
          <div key={row} className="denoise-row">
            <span className="label">{names[row]}</span>
            {triples.map((triple, i) => {
              const image = triple[row];
              if (!image) return <span key={indices[i]} className="denoise-picture" />;
              const label = `${names[row]} ${i + 1}`;
              const error =
                row === "clean" ? "" : say({ en: ", mean squared error {error}", zh: "，均方误差 {error}" }, { error: brief(distance(image, triple.clean)) });
              return <Picture key={indices[i]} image={image} shape={shape} label={`${label}${error}`} />;
            })}
          </div>
        ))}
      </div>
    </section>
  );
}

/** `count` images of equal size, one after the other. */
function partsOf(values: Float32Array, count: number): readonly Float32Array[] {
  const size = values.length / count;
  return Array.from({ length: count }, (_, i) => values.subarray(i * size, (i + 1) * size));
}

const rowNames = {
  noisy: { en: "noisy", zh: "加噪声" },
  restored: { en: "restored", zh: "恢复" },
  clean: { en: "clean", zh: "原图" },
} as const;

function Picture({ image, shape, label }: { readonly image: Float32Array; readonly shape: readonly number[]; readonly label: string }) {
  const options = useMemo(() => ({ map: (palette: Palette) => imageMap(image, shape, rampOf(palette, "ink")) }), [image, shape]);
  const [canvas] = useController(createPixelView, options);
  return <canvas ref={canvas} className="denoise-picture" role="img" aria-label={label} title={label} />;
}
