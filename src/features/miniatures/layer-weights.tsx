/** One layer looked at closely: its kernels as pictures, how weights and gradients spread, and every map of the example. */
import { useCallback } from "react";
import { FeatureMaps } from "@/features/miniatures/feature-maps";
import { GradientMeter } from "@/features/miniatures/gradient-meter";
import { KernelSheet } from "@/features/miniatures/kernel-sheet";
import { WeightHistogram } from "@/features/miniatures/weight-histogram";
import type { TensorProbe } from "@/engine/protocol";
import { useBench, useDocument, useRun } from "@/hooks/bench";
import { useLatest } from "@/hooks/use-latest";
import { useExampleChoice } from "@/hooks/use-shown-example";
import { useSay } from "@/ui/locale";
import { brief, grouped } from "@/viz/figures";
import "@/features/miniatures/miniatures.css";

const pauseMs = 500;
const histogramWidth = 236;

export function LayerWeights({ nodeId }: { readonly nodeId: string }) {
  const say = useSay();
  const { session } = useBench();
  const example = useExampleChoice();
  const weightsRevision = useRun((state) => state.weightsRevision);
  const isTrained = useRun((state) => state.step > 0);
  const isReady = useRun((state) => state.model !== undefined || state.plan !== undefined);
  const className = useDocument((state) => state.project.network.nodes.find(({ id }) => id === nodeId)?.className);
  const ask = useCallback(
    (signal: AbortSignal) => session.probe({ example, nodeIds: [nodeId], gradients: isTrained, data: true }, signal).then((probes) => probes[0]),
    [session, example, nodeId, isTrained],
  );
  const probe = useLatest(isReady ? ask : undefined, pauseMs, weightsRevision);
  const layer = probe?.nodeId === nodeId ? probe : undefined;
  if (!layer)
    return (
      <p className="layer-weights quiet">
        {isReady
          ? say({ en: "The weights appear here.", zh: "权重将显示在这里。" })
          : say({ en: "The weights appear here once the network is ready.", zh: "网络就绪后，权重将显示在这里。" })}
      </p>
    );
  const [, ...shape] = layer.output.shape;
  return (
    <div className="layer-weights">
      {!isTrained && layer.weights.length > 0 && (
        <p className="quiet small">{say({ en: "Drawn at random: nothing is learned yet.", zh: "随机初始化：尚未学到任何东西。" })}</p>
      )}
      {className && <KernelSheet nodeId={nodeId} className={className} weights={layer.weights} />}
      {layer.weights.map((tensor) => (
        <Tensor key={tensor.name} tensor={tensor} gradient={layer.gradients.find(({ name }) => name === tensor.name)} isTrained={isTrained} />
      ))}
      {layer.weights.length === 0 && <p className="quiet">{say({ en: "This layer has no weights.", zh: "此层没有权重。" })}</p>}
      {shape.length === 3 && className !== "Input" && <FeatureMaps output={layer.output.data} shape={shape} />}
    </div>
  );
}

interface TensorProps {
  readonly tensor: TensorProbe;
  readonly gradient: TensorProbe | undefined;
  readonly isTrained: boolean;
}

/** One tensor: its histogram with figures, and that of its gradient. */
function Tensor({ tensor, gradient, isTrained }: TensorProps) {
  const say = useSay();
  const shortName = tensor.name.split("/").at(-1) ?? tensor.name;
  const { min, max, nonFinite } = tensor.histogram;
  return (
    <section className="section">
      <h4>
        <span className="mono">{shortName}</span> <span className="quiet mono">{tensor.shape.join("×")}</span>
        <span className="quiet push figure">
          {say({ en: "{count} values", zh: "{count} 个值" }, { count: grouped(tensor.shape.reduce((a, b) => a * b, 1)) })}
        </span>
      </h4>
      <WeightHistogram histogram={tensor.histogram} width={histogramWidth} height={44} />
      <dl className="tensor-figures figure">
        <Figure name={say({ en: "least", zh: "最小" })} value={min} />
        <Figure name={say({ en: "greatest", zh: "最大" })} value={max} />
        <Figure name={say({ en: "RMS", zh: "均方根" })} value={tensor.rms} />
      </dl>
      {nonFinite > 0 && (
        <p className="tensor-broken">
          {say({ en: "{count} values are not finite: training has blown up.", zh: "{count} 个值不是有限数：训练已发散。" }, { count: grouped(nonFinite) })}
        </p>
      )}
      {gradient ? (
        <>
          <p className="label">{say({ en: "Its gradient on one batch", zh: "它在一个批次上的梯度" })}</p>
          <WeightHistogram
            histogram={gradient.histogram}
            width={histogramWidth}
            height={30}
            label={say({ en: "Gradient of {name}, RMS {rms}", zh: "{name} 的梯度，均方根 {rms}" }, { name: shortName, rms: brief(gradient.rms) })}
          />
          <GradientMeter rms={gradient.rms} />
        </>
      ) : (
        !isTrained && <GradientMeter rms={undefined} />
      )}
    </section>
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
