/** What one layer has learned: each of its tensors as pixels and as a histogram, or the gradients of one batch. */
import { useCallback, useMemo, useState } from "react";
import type { LayerProbe, TensorProbe } from "@/engine/protocol";
import { kernelSheet, symmetricLimit, thinnedMatrix } from "@/features/inspector/weight-picture";
import { useBench, useRun } from "@/hooks/bench";
import { useController } from "@/hooks/use-controller";
import { useLatest } from "@/hooks/use-latest";
import { useExampleChoice } from "@/hooks/use-shown-example";
import { EmptyState } from "@/ui/empty-state";
import { Field } from "@/ui/field";
import { useSay } from "@/ui/locale";
import { NumberInput } from "@/ui/number-input";
import { brief, grouped, scientific } from "@/viz/figures";
import { histogramPaths } from "@/viz/histogram-bars";
import type { Palette } from "@/viz/palette";
import { createPixelView } from "@/viz/pixel-view";
import { pixelMap, type PixelMap } from "@/viz/pixels";
import { rampOf } from "@/viz/ramps";

export interface LayerWeightsProps {
  readonly nodeId: string;
  readonly of: "weights" | "gradients";
}

const pauseMs = 500;

export function LayerWeights({ nodeId, of }: LayerWeightsProps) {
  const say = useSay();
  const { session } = useBench();
  const example = useExampleChoice();
  const revision = useRun((state) => state.weightsRevision);
  const isTrained = useRun((state) => state.step > 0);
  const ask = useCallback(
    async (signal: AbortSignal): Promise<LayerProbe | undefined> => {
      const [probe] = await session.probe({ example, nodeIds: [nodeId], gradients: of === "gradients", data: true }, signal);
      return probe;
    },
    [session, example, nodeId, of],
  );
  const probe = useLatest(ask, pauseMs, revision);
  const tensors = probe?.[of] ?? [];
  if (!probe) return <p className="quiet weights-wait">{say({ en: "Asking the network…", zh: "正在询问网络…" })}</p>;
  if (tensors.length === 0)
    return (
      <EmptyState icon="layers" title={say({ en: "Nothing learned here", zh: "此层没有可学习的参数" })}>
        {say({ en: "This layer has no weights: it only passes on or reshapes what comes.", zh: "该层没有权重，只是传递或变换输入。" })}
      </EmptyState>
    );
  return (
    <div className="weights">
      {!isTrained && <p className="quiet small">{say({ en: "Not trained yet: drawn at random.", zh: "尚未训练：随机初始值。" })}</p>}
      {tensors.map((tensor) => (
        <Tensor key={tensor.name} tensor={tensor} />
      ))}
    </div>
  );
}

function Tensor({ tensor: { name, shape, histogram, rms, data } }: { readonly tensor: TensorProbe }) {
  const say = useSay();
  const short = name.split("/").at(-1) ?? name;
  const size = shape.reduce((product, side) => product * side, 1);
  const spread = `${brief(histogram.min)} … ${brief(histogram.max)}`;
  return (
    <section className="weights-tensor">
      <h3>
        {short} <span className="mono quiet">{shape.join("×")}</span>
      </h3>
      {data && size > 1 && <Picture name={short} shape={shape} data={data} />}
      <Histogram
        histogram={histogram}
        label={say(
          { en: "{name}: how {count} values spread, {spread}", zh: "{name}：{count} 个值的分布，{spread}" },
          { name: short, count: grouped(size), spread },
        )}
      />
      <dl className="facts figure">
        <dt>{say({ en: "Range", zh: "范围" })}</dt>
        <dd>{spread}</dd>
        <dt>{say({ en: "Root mean square", zh: "均方根" })}</dt>
        <dd>{scientific(rms)}</dd>
        {histogram.nonFinite > 0 && (
          <>
            <dt>{say({ en: "Not a number", zh: "非数值" })}</dt>
            <dd>{grouped(histogram.nonFinite)}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

interface PictureProps {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

function Picture({ name, shape, data }: PictureProps) {
  const say = useSay();
  const [wanted, setChannel] = useState(1);
  const limit = useMemo(() => symmetricLimit(data), [data]);
  const isKernel = shape.length === 4;
  const channels = isKernel ? (shape[2] ?? 1) : 1;
  const channel = Math.min(wanted, channels);
  const { map, note } = useMemo(() => {
    if (isKernel) return { map: (palette: Palette): PixelMap => kernelSheet(data, shape, channel - 1, rampOf(palette, "diverging"), limit), note: undefined };
    const [inputs = 1, units = 1] = shape.length === 2 ? shape : [shape.reduce((product, side) => product * side, 1), 1];
    const { values, rows, columns, block } = thinnedMatrix(data, inputs, units);
    return {
      map: (palette: Palette): PixelMap => pixelMap(values, columns, rows, rampOf(palette, "diverging"), [-limit, limit]),
      note: block > 1 ? block : undefined,
    };
  }, [isKernel, data, shape, channel, limit]);
  const options = useMemo(() => ({ map }), [map]);
  const [canvas] = useController(createPixelView, options);
  return (
    <>
      {channels > 1 && (
        <Field label={say({ en: "Input channel", zh: "输入通道" })}>
          <NumberInput integer value={channel} min={1} max={channels} onChange={setChannel} />
        </Field>
      )}
      <canvas
        ref={canvas}
        className={isKernel ? "weights-kernels" : "weights-matrix"}
        role="img"
        aria-label={say({ en: "{name} as pixels", zh: "{name} 的像素图" }, { name })}
      />
      <p className="weights-scale figure" aria-hidden="true">
        −{brief(limit)}
        <i />+{brief(limit)}
      </p>
      {note !== undefined && (
        <p className="quiet small">
          {say({ en: "Each pixel is the mean of {count} weights; rows are units.", zh: "每个像素是 {count} 个权重的平均；每行一个单元。" }, { count: note })}
        </p>
      )}
    </>
  );
}

const width = 256;
const height = 40;

function Histogram({ histogram: { counts, min, max }, label }: { readonly histogram: TensorProbe["histogram"]; readonly label: string }) {
  const paths = useMemo(() => {
    const extent = Math.max(-min, max) || 1;
    return histogramPaths(counts, min, max, width, height, [-extent, extent]);
  }, [counts, min, max]);
  return (
    <svg className="weights-histogram" viewBox={`0 0 ${width} ${height + 1}`} role="img" aria-label={label}>
      <path d={paths.negative} className="is-negative" />
      <path d={paths.positive} className="is-positive" />
      <path d={paths.zero} className="is-zero" />
      <line x1={0} x2={width} y1={height + 0.5} y2={height + 0.5} />
    </svg>
  );
}
