/** All layers side by side, from the input to the answer: how weights and gradients stand, and one of them looked at closely. */
import { useEffect } from "react";
import { useStore } from "zustand";
import { GradientMeter } from "@/features/miniatures/gradient-meter";
import { LayerDetail } from "@/features/miniatures/layer-detail";
import { mainTensor } from "@/features/miniatures/main-tensor";
import { probeBoardOf, type ProbeBoard } from "@/features/miniatures/probe-board";
import { useBench, useDocument, useRun } from "@/hooks/bench";
import { useStoreInTurn } from "@/hooks/in-turn";
import { layerOf } from "@/network/layers";
import { shapesOf } from "@/store/derived";
import { EmptyState } from "@/ui/empty-state";
import { useSay } from "@/ui/locale";
import { brief, noFigure } from "@/viz/figures";
import "@/features/miniatures/miniatures.css";

const rowsPerTurn = 4;

export function LayersView() {
  const say = useSay();
  const bench = useBench();
  const order = useDocument((state) => shapesOf(state).order);
  const nodes = useDocument((state) => state.project.network.nodes);
  const selection = useDocument((state) => state.selection);
  const isTrained = useRun((state) => state.step > 0);
  const board = useWatch(order);
  const hasProbes = useStore(board, (known) => known.size > 0);
  const firstWithWeights = useStore(board, (known) => order.find((id) => (known.get(id)?.weights.length ?? 0) > 0));
  const layers = order.flatMap((id) => nodes.find((node) => node.id === id) ?? []);
  // The chosen layer; else the first that has learned something.
  const shown = layers.find(({ id }) => selection.length === 1 && selection[0] === id) ?? layers.find(({ id }) => id === firstWithWeights) ?? layers[0];
  if (!shown || !hasProbes)
    return (
      <EmptyState icon="layers" title={say({ en: "No layers to look into yet", zh: "还没有可查看的层" })}>
        {say({
          en: "Kernels, feature maps and gradients of every layer appear here once the network is ready.",
          zh: "网络就绪后，这里显示每一层的卷积核、特征图和梯度。",
        })}
      </EmptyState>
    );
  return (
    <div className="layers-view">
      <section className="layers-list" aria-label={say({ en: "Layers", zh: "各层" })}>
        <h2>{say({ en: "From input to answer", zh: "从输入到输出" })}</h2>
        <ul>
          {layers.map((node, i) => (
            <li key={node.id}>
              <button type="button" aria-pressed={node.id === shown.id} onClick={() => bench.document.select([node.id])}>
                <span className="layers-name">
                  <b>{say(layerOf(node.className).title)}</b> <span className="quiet">{node.name}</span>
                </span>
                <Standing board={board} nodeId={node.id} isTrained={isTrained} part={`list of layers ${Math.floor(i / rowsPerTurn)}`} />
              </button>
            </li>
          ))}
        </ul>
      </section>
      <LayerDetail key={shown.id} node={shown} />
    </div>
  );
}

interface StandingProps {
  readonly board: ProbeBoard;
  readonly nodeId: string;
  readonly isTrained: boolean;
  /** Rows of one part change together. */
  readonly part: string;
}

/** Size of the weights, and of their gradient. */
function Standing({ board, nodeId, isTrained, part }: StandingProps) {
  const say = useSay();
  const probe = useStoreInTurn(board, (known) => known.get(nodeId), part);
  const main = mainTensor(probe?.weights ?? []);
  if (!main) return null;
  const gradient = probe?.gradients.find(({ name }) => name === main.name);
  return (
    <span className="layers-standing figure">
      <span className="quiet">{say({ en: "weights {rms}", zh: "权重 {rms}" }, { rms: Number.isFinite(main.rms) ? brief(main.rms) : noFigure })}</span>
      <GradientMeter rms={isTrained ? gradient?.rms : undefined} isTrained={isTrained} />
    </span>
  );
}

/** Probes of these layers are asked for while this is on screen. */
function useWatch(nodeIds: readonly string[]): ProbeBoard {
  const board = probeBoardOf(useBench());
  const key = nodeIds.join(" ");
  useEffect(() => {
    const undo = key
      .split(" ")
      .filter(Boolean)
      .map((id) => board.watch(id));
    return () => undo.forEach((unwatch) => unwatch());
  }, [board, key]);
  return board;
}
