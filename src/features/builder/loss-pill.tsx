/** The end of the network: what its answers are compared by, and how far off they are now. */
import { Handle, Position, type Node, type NodeProps } from "@xyflow/react";
import { memo } from "react";
import type { CardShape } from "@/features/builder/layout/card-size";
import { useBench, useDocument } from "@/hooks/bench";
import { useRunInTurn } from "@/hooks/in-turn";
import { losses } from "@/network/losses";
import { requestView } from "@/store/view-store";
import { Icon } from "@/ui/icons";
import { useSay } from "@/ui/locale";
import { brief } from "@/viz/figures";

export type LossPillNode = Node<{ readonly shape: CardShape }, "loss">;

export const LossPill = memo(function LossPill({ data: { shape } }: NodeProps<LossPillNode>) {
  const say = useSay();
  const bench = useBench();
  const loss = useDocument((state) => state.project.training.loss);
  // Words, so that a tick which changes no digit draws nothing.
  const value = useRunInTurn(({ curves }) => {
    const last = curves.loss.value[curves.loss.length - 1];
    return curves.loss.length === 0 || last === undefined ? "" : brief(last);
  }, "loss on the canvas");
  const { title, summary } = losses[loss];
  const name = say({ en: "Loss: {title}. {summary}", zh: "损失：{title}。{summary}" }, { title, summary });
  return (
    <button
      type="button"
      className="layer-card is-pill is-loss nodrag"
      style={{ width: shape.width, height: shape.height }}
      aria-label={value ? `${name} ${value}` : name}
      title={name}
      onClick={() => {
        bench.document.select([]);
        requestView(bench.view, "focusInspector");
      }}
    >
      <span className="layer-card-head">
        <Icon name="target" />
        <b>{shortTitle(say(title))}</b>
        <span className="layer-card-aside">
          <span className="loss-now">{value}</span>
        </span>
      </span>
      <Handle className="port-area is-closed" type="target" position={Position.Left} id="left" isConnectable={false} />
      <Handle className="port-area is-closed" type="target" position={Position.Top} id="top" isConnectable={false} />
    </button>
  );
});

/** What stands before the detail: “Cross-entropy, class numbers” is cross-entropy. */
export function shortTitle(title: string): string {
  return title.split(/[,（]/)[0] ?? title;
}
