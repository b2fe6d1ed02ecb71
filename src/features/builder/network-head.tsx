/** The head of the canvas: what the network costs as a whole, and the tools of the canvas. */
import { useStore } from "@xyflow/react";
import { bytesInWords, compact } from "@/features/builder/card-words";
import { useBench, useDocument } from "@/hooks/bench";
import { useCommand } from "@/hooks/use-command";
import { summaryOf } from "@/store/derived";
import { IconButton } from "@/ui/button";
import { useSay } from "@/ui/locale";
import { grouped } from "@/viz/figures";

export function NetworkHead() {
  const say = useSay();
  return (
    <header className="network-head">
      <div className="network-title">
        <h2>{say({ en: "Network", zh: "网络" })}</h2>
        <Facts />
      </div>
      <Tools />
    </header>
  );
}

function Facts() {
  const say = useSay();
  const { total, isComplete } = useDocument(summaryOf);
  const hasLayers = useDocument((state) => state.project.network.nodes.length > 0);
  if (!hasLayers) return null;
  if (!isComplete) return <p className="network-facts">{say({ en: "What it costs is known once all shapes fit", zh: "所有形状都匹配后才知道规模" })}</p>;
  return (
    <p className="network-facts">
      <span>{say({ en: "{count} {count|parameter|parameters}", zh: "{count} 个参数" }, { count: grouped(total.params) })}</span>
      <span>{say({ en: "{count} {count|multiply-add|multiply-adds}", zh: "{count} 次乘加" }, { count: compact(total.macs) })}</span>
      <span>{say({ en: "{memory} of activations", zh: "激活占 {memory}" }, { memory: bytesInWords(total.activationBytes) })}</span>
    </p>
  );
}

function Tools() {
  const say = useSay();
  const { view } = useBench();
  const zoom = useStore((state) => Math.round(state.transform[2] * 100));
  return (
    <div className="network-tools" role="toolbar" aria-label={say({ en: "Canvas", zh: "画布" })}>
      <span className="network-tool-group">
        <IconButton
          icon="plus"
          data-add-layer=""
          label={say({ en: "Add a layer", zh: "添加层" })}
          onClick={() => view.setState((state) => ({ adding: state.adding ? undefined : { kind: "end" } }))}
        />
        <Tool id="edit.arrange" />
      </span>
      <span className="network-tool-group">
        <Tool id="view.zoomOut" />
        <output className="network-zoom" aria-label={say({ en: "Zoom", zh: "缩放" })}>{`${zoom} %`}</output>
        <Tool id="view.zoomIn" />
        <Tool id="view.fit" />
      </span>
    </div>
  );
}

function Tool({ id }: { readonly id: string }) {
  const { command, label, disabledBecause, run } = useCommand(id);
  return <IconButton icon={command.icon ?? "circle"} label={label} shortcut={command.shortcut} disabledBecause={disabledBecause} onClick={run} />;
}
