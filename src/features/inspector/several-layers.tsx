/** Several layers at once: what they are together, and what can be done with all of them. */
import { useBench, useDocument } from "@/hooks/bench";
import type { LayerNode } from "@/network/document";
import { duplicateNodes, removeNodes } from "@/network/edit";
import { layerOf } from "@/network/layers";
import { summarize } from "@/network/summary";

import { Button } from "@/ui/button";
import { Icon } from "@/ui/icons";
import { useSay } from "@/ui/locale";
import { grouped } from "@/viz/figures";

export function SeveralLayers({ nodes }: { readonly nodes: readonly LayerNode[] }) {
  const say = useSay();
  const bench = useBench();
  const summary = useDocument((state) => summarize(state.project.network));
  const ids = nodes.map((node) => node.id);
  const parameters = ids.reduce((sum, id) => sum + (summary.layers.get(id)?.params ?? 0), 0);

  const duplicate = () => {
    const { project } = bench.document.getState();
    const copied = duplicateNodes(project.network, ids);
    bench.document.apply({
      label: { text: { en: "Duplicate {count} layers", zh: "复制 {count} 层" }, values: { count: ids.length } },
      project: { ...project, network: copied.network },
      selection: copied.ids,
    });
  };
  const remove = () => {
    const { project } = bench.document.getState();
    bench.document.apply({
      label: { text: { en: "Delete {count} layers", zh: "删除 {count} 层" }, values: { count: ids.length } },
      project: { ...project, network: removeNodes(project.network, ids, { heal: true }) },
      selection: [],
    });
  };
  return (
    <div className="inspector">
      <div className="panel-head inspector-head">
        <span className="inspector-chosen">
          <Icon name="boxes" />
        </span>
        <h2>{say({ en: "{count} layers", zh: "{count} 层" }, { count: ids.length })}</h2>
      </div>
      <div className="panel-body inspector-body">
        <ul className="chosen-layers">
          {nodes.map((node) => (
            <li key={node.id}>
              <button type="button" onClick={() => bench.document.select([node.id])}>
                <Icon name={layerOf(node.className).icon} />
                {say(layerOf(node.className).title)}
                <span className="quiet">{node.name}</span>
              </button>
            </li>
          ))}
        </ul>
        <div className="section">
          <dl className="facts figure">
            <dt>{say({ en: "Parameters together", zh: "参数合计" })}</dt>
            <dd>{grouped(parameters)}</dd>
          </dl>
        </div>
        <div className="section stack">
          <Button wide icon="copy" shortcut="Mod+D" onClick={duplicate}>
            {say({ en: "Duplicate", zh: "复制" })}
          </Button>
          <Button wide icon="trash-2" shortcut="Delete" onClick={remove}>
            {say({ en: "Delete", zh: "删除" })}
          </Button>
        </div>
      </div>
    </div>
  );
}
