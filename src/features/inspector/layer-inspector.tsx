/** One layer: its settings, what it computes, its shape, and what its weights look like. */
import { useState, type ReactNode } from "react";
import { ProblemError } from "@/base/problem";
import type { Text } from "@/base/text";
import { activationHints } from "@/features/inspector/activation-hints";
import { BorrowedVectors } from "@/features/inspector/borrowed-vectors";
import { LayerFacts } from "@/features/inspector/layer-facts";
import { LayerIssues } from "@/features/inspector/layer-issues";
import { FieldForm } from "@/hooks/field-form";
import { useAct } from "@/hooks/use-command";
import { NewRunHint } from "@/hooks/new-run-hint";
import { useBench, useDocument } from "@/hooks/bench";
import type { LayerNode } from "@/network/document";
import { rename, setConfig } from "@/network/edit";
import { inferShapes } from "@/network/infer-shapes";
import { layerOf } from "@/network/layers";
import { weightsOf } from "@/network/summary";

import { Icon } from "@/ui/icons";
import { useSay } from "@/ui/locale";
import { TabPanel, Tabs } from "@/ui/tabs";
import { TextInput } from "@/ui/text-input";

type InspectorTab = "settings" | "inside";

const words = {
  settings: { en: "Settings", zh: "设置" },
  weights: { en: "Weights", zh: "权重" },
  maps: { en: "Maps", zh: "特征图" },
  name: { en: "Name of the layer", zh: "该层的名称" },
  tabs: { en: "Parts of the layer", zh: "该层的各部分" },
  change: { en: "Change {field} of {layer}", zh: "修改 {layer} 的{field}" },
  unfit: {
    en: "A name begins with a letter from A to Z and goes on with letters, digits and _, as in Python. It stays {name}.",
    zh: "名称须以英文字母开头，其后为字母、数字和 _，与 Python 相同。仍为 {name}。",
  },
  renamed: { en: "Rename {layer}", zh: "重命名 {layer}" },
} satisfies Record<string, Text>;

export interface LayerInspectorProps {
  readonly node: LayerNode;
  /** What the layer holds now, given by the app: weights, gradients, maps. */
  readonly renderInside: (nodeId: string) => ReactNode;
}

export function LayerInspector({ node, renderInside }: LayerInspectorProps) {
  const say = useSay();
  const bench = useBench();
  const act = useAct();
  const [tab, setTab] = useState<InspectorTab>("settings");
  const network = useDocument((state) => state.project.network);
  const layer = layerOf(node.className);
  const hasWeights = weightsOf(network, node).length > 0;
  const hasMaps = node.className !== "Input" && inferShapes(network).nodes.get(node.id)?.output?.length === 4;

  const change = (key: string, value: unknown) => {
    const { project } = bench.document.getState();
    const field = layer.fields[key];
    bench.document.apply({
      label: { text: words.change, values: { field: field?.label ?? key, layer: node.name } },
      project: { ...project, network: setConfig(project.network, node.id, { [key]: value } as Parameters<typeof setConfig>[2]) },
      mergeKey: `config:${node.id}:${key}`,
    });
  };
  const renameLayer = (name: string) => {
    if (name.trim() === node.name) return;
    const { project } = bench.document.getState();
    const renamed = rename(project.network, node.id, name);
    if (renamed === project.network)
      return act(() => Promise.reject(new ProblemError({ code: "layer.name", what: { text: words.unfit, values: { name: node.name } } })));
    bench.document.apply({ label: { text: words.renamed, values: { layer: node.name } }, project: { ...project, network: renamed } });
  };
  const settings = (
    <>
      <FieldForm
        fields={layer.fields}
        config={node.config}
        onChange={change}
        onCommit={() => bench.document.closeGesture()}
        hintFor={(key, value) => (key === "activation" ? activationHints[value as keyof typeof activationHints] : undefined)}
      />
      <BorrowedVectors node={node} />
      <NewRunHint />
      <LayerIssues nodeId={node.id} />
      <LayerFacts node={node} network={network} />
    </>
  );
  return (
    <div className="inspector">
      <div className="panel-head inspector-head">
        <span className="inspector-chosen">
          <Icon name={layer.icon ?? "layers"} />
        </span>
        <h2>{say(layer.title)}</h2>
        <TextInput className="inspector-name" label={say(words.name)} value={node.name} maxLength={64} onCommit={renameLayer} />
      </div>
      {hasWeights || hasMaps ? (
        <>
          <div className="inspector-tabs">
            <Tabs
              idBase="inspector"
              label={say(words.tabs)}
              value={tab}
              onChange={setTab}
              tabs={[
                { value: "settings", label: say(words.settings) },
                { value: "inside", label: say(hasWeights ? words.weights : words.maps) },
              ]}
            />
          </div>
          <TabPanel idBase="inspector" value={tab} className="panel-body inspector-body">
            {tab === "settings" ? settings : renderInside(node.id)}
          </TabPanel>
        </>
      ) : (
        <div className="panel-body inspector-body">{settings}</div>
      )}
    </div>
  );
}
