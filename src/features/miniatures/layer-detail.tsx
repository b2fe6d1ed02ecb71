/** One layer looked at closely: its kernels as pictures, how its tensors and their gradients spread, and its answer to the example. */
import { lazy, Suspense, useCallback } from "react";
import { AnswerBars } from "@/features/miniatures/answer-bars";
import { AttentionMaps } from "@/features/miniatures/attention-maps";
import { FeatureMaps } from "@/features/miniatures/feature-maps";
import { GradientMeter } from "@/features/miniatures/gradient-meter";
import { KernelSheet } from "@/features/miniatures/kernel-sheet";
import { UnitBlock } from "@/features/miniatures/unit-block";
import { WeightHistogram } from "@/features/miniatures/weight-histogram";
import type { LayerProbe, TensorProbe } from "@/engine/protocol";
import { useBench, useRun } from "@/hooks/bench";
import { useInTurn } from "@/hooks/in-turn";
import { useShownDataset } from "@/hooks/use-dataset";
import { useLatest } from "@/hooks/use-latest";
import { useWeightsWatch } from "@/hooks/use-weights-watch";
import { useExampleChoice } from "@/hooks/use-shown-example";
import type { LayerNode } from "@/network/document";
import { ChartMenu } from "@/ui/chart-menu";
import { useSay } from "@/ui/locale";
import { barsOfBins } from "@/viz/bars-chart";
import { barsMenu } from "@/viz/bars-menu";
import { brief, grouped } from "@/viz/figures";

const EmbeddingView = lazy(() => import("@/features/miniatures/embedding-view"));

const pauseMs = 500;
const histogramWidth = 236;

export interface LayerDetailProps {
  readonly node: LayerNode;
  /** One section below the other instead of side by side. */
  readonly isStacked?: boolean;
}

export function LayerDetail({ node, isStacked = false }: LayerDetailProps) {
  const say = useSay();
  const { session } = useBench();
  const example = useExampleChoice();
  const weights = useWeightsWatch();
  const isTrained = useRun((state) => state.step > 0);
  const isInRun = useRun(({ pinned }) => pinned === undefined || pinned.project.network.nodes.some(({ id }) => id === node.id));
  const isReady = useRun((state) => state.model !== undefined || state.plan !== undefined);
  const ask = useCallback(
    (signal: AbortSignal) => session.probe({ example, nodeIds: [node.id], gradients: isTrained, data: true }, signal).then((probes) => probes[0]),
    [session, example, node.id, isTrained],
  );
  const layer = useLatest(isReady ? ask : undefined, pauseMs, undefined, weights);
  // Side by side each part scrolls by itself, and so can be reached by keyboard.
  const scrollable = (label: string) => (isStacked ? {} : { "aria-label": label, tabIndex: 0 });
  if (!layer)
    return (
      <p className="layer-detail quiet">
        {isInRun
          ? say({ en: "Shown as soon as the network answers.", zh: "网络应答后显示。" })
          : say({ en: "Not in the network that is trained.", zh: "不在当前训练的网络中。" })}
      </p>
    );
  return (
    <div className={isStacked ? "layer-detail is-stacked" : "layer-detail"}>
      {node.className === "Embedding" && (
        <section className="is-embedding" {...scrollable(say({ en: "Tokens in the plane", zh: "词元的平面图" }))}>
          <Suspense>
            <EmbeddingView nodeId={node.id} />
          </Suspense>
        </section>
      )}
      {layer.weights.length > 0 && node.className !== "Embedding" && (
        <section {...scrollable(say({ en: "Kernels", zh: "权重图" }))}>
          {!isTrained && <p className="quiet small">{say({ en: "Drawn at random: nothing is learned yet.", zh: "随机初始化：尚未学到任何东西。" })}</p>}
          <Kernels node={node} newest={layer} />
        </section>
      )}
      {layer.weights.length > 0 && (
        <section {...scrollable(say({ en: "Tensors", zh: "张量" }))}>
          {layer.weights.map(({ name }) => (
            <Tensor key={name} name={name} newest={layer} />
          ))}
        </section>
      )}
      <section {...scrollable(say({ en: "Outputs", zh: "输出" }))}>
        <Answer newest={layer} />
      </section>
    </div>
  );
}

/** What a probe shows, part by part: all of it in one frame would make it late. */
interface PartProps {
  readonly newest: LayerProbe;
}

function Kernels({ newest, node }: PartProps & Pick<LayerDetailProps, "node">) {
  const { weights } = useInTurn(newest, "kernels of the layer");
  return <KernelSheet nodeId={node.id} className={node.className} weights={weights} />;
}

/** What the layer answers to the example. */
function Answer({ newest }: PartProps) {
  const say = useSay();
  const { output, attention } = useInTurn(newest, "outputs of the layer");
  const classCount = useShownDataset()?.classNames?.length ?? 0;
  const [, ...shape] = output.shape;
  const isSequence = shape.length === 2 && shape[1]! > 1;
  if (attention) return <AttentionMaps attention={attention} />;
  if (shape.length === 3) return <FeatureMaps output={output.data} shape={shape} />;
  return (
    <>
      <p className="label">
        {say({ en: "Its {count} {count|output|outputs} for the example", zh: "它对样本的 {count} 个输出" }, { count: grouped(output.data.length) })}
      </p>
      {output.data.length <= 12 ? (
        <AnswerBars outputs={output.data} classCount={classCount} />
      ) : (
        <>
          <UnitBlock values={output.data} width={280} height={150} perRow={isSequence ? shape[1] : undefined} />
          {isSequence && <p className="quiet small">{say({ en: "A row for each step, the first above.", zh: "每行一步，第一步在最上方。" })}</p>}
        </>
      )}
    </>
  );
}

/** One tensor: its histogram with figures, and that of its gradient. */
function Tensor({ name, newest }: PartProps & { readonly name: string }) {
  const say = useSay();
  const { weights, gradients } = useInTurn(newest, `tensor ${name}`);
  const tensor = weights.find((one) => one.name === name);
  const gradient = gradients.find((one) => one.name === name);
  if (!tensor) return null;
  const shortName = tensor.name.split("/").at(-1) ?? tensor.name;
  const { min, max, nonFinite } = tensor.histogram;
  const histogramMenu = (title: string, { histogram }: TensorProbe, suffix = "") =>
    barsMenu(
      title,
      {
        xTitle: say({ en: "value", zh: "值" }),
        yTitle: say({ en: "count", zh: "个数" }),
        bars: barsOfBins(histogram.counts, histogram.min, histogram.max),
        isSigned: true,
      },
      tensor.name.replaceAll("/", "-") + suffix,
    );
  const size = tensor.shape.reduce((product, length) => product * length, 1);
  return (
    <div className="tensor">
      <h3>
        <span className="mono">{shortName}</span> <span className="quiet mono">{tensor.shape.join("×")}</span>
        <span className="quiet push figure">{say({ en: "{count} {count|value|values}", zh: "{count} 个值" }, { count: grouped(size) })}</span>
        <ChartMenu {...histogramMenu(say({ en: "Values of {name}", zh: "{name} 的值" }, { name: tensor.name }), tensor)} />
      </h3>
      <WeightHistogram histogram={tensor.histogram} width={histogramWidth} height={36} />
      <dl className="tensor-figures figure">
        <Figure name={say({ en: "least", zh: "最小" })} value={min} />
        <Figure name={say({ en: "greatest", zh: "最大" })} value={max} />
        <Figure name={say({ en: "RMS", zh: "均方根" })} value={tensor.rms} />
      </dl>
      {nonFinite > 0 && (
        <p className="tensor-broken">
          {say(
            { en: "{count} {count|value is|values are} not finite: training has blown up.", zh: "{count} 个值不是有限数：训练已发散。" },
            { count: grouped(nonFinite) },
          )}
        </p>
      )}
      {gradient && (
        <>
          <p className="label tensor-gradient">
            {say({ en: "Its gradient on one batch", zh: "它在一个批次上的梯度" })}
            <ChartMenu {...histogramMenu(say({ en: "Gradient of {name}", zh: "{name} 的梯度" }, { name: tensor.name }), gradient, "-gradient")} />
          </p>
          <WeightHistogram
            histogram={gradient.histogram}
            width={histogramWidth}
            height={28}
            label={say({ en: "Gradient of {name}, RMS {rms}", zh: "{name} 的梯度，均方根 {rms}" }, { name: shortName, rms: brief(gradient.rms) })}
          />
          <GradientMeter rms={gradient.rms} />
        </>
      )}
    </div>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{brief(value)}</dd>
    </div>
  );
}
