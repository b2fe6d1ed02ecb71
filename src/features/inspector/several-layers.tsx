/** Several layers at once: what they are together, and what can be done with all of them. */
import { useBench, useDocument } from "@/hooks/bench";
import { useCommand } from "@/hooks/use-command";
import { groupTitle } from "@/network/closed-groups";
import { groupsWithin, longestGroupName } from "@/network/groups";
import type { LayerNode } from "@/network/document";
import { layerOf } from "@/network/layers";
import { summarize } from "@/network/summary";
import { renameGroup } from "@/store/commands/group-edits";

import { Button } from "@/ui/button";
import { Icon } from "@/ui/icons";
import { useSay } from "@/ui/locale";
import { TextInput } from "@/ui/text-input";
import { grouped } from "@/viz/figures";

export function SeveralLayers({ nodes }: { readonly nodes: readonly LayerNode[] }) {
  const say = useSay();
  const bench = useBench();
  const network = useDocument((state) => state.project.network);
  const ids = nodes.map((node) => node.id);
  const { layers } = summarize(network);
  const costs = ids.map((id) => layers.get(id)?.params);
  const parameters = costs.every((cost) => cost !== undefined) ? costs.reduce((sum, cost) => sum + cost, 0) : undefined;
  const group = groupsWithin(network, ids).find(({ nodeIds }) => nodeIds.length === ids.length);
  const title = group ? groupTitle(network, group) : undefined;

  return (
    <div className="inspector">
      <div className="panel-head inspector-head">
        <span className="inspector-chosen">
          <Icon name="boxes" />
        </span>
        {group && title ? (
          <>
            <h2>{say({ en: "Group", zh: "编组" })}</h2>
            <TextInput
              key={group.id}
              className="inspector-name"
              label={say({ en: "Name of the group", zh: "编组的名称" })}
              value={say(title)}
              maxLength={longestGroupName}
              onCommit={(name) => renameGroup(bench, group, name)}
            />
          </>
        ) : (
          <h2>{say({ en: "{count} layers", zh: "{count} 层" }, { count: ids.length })}</h2>
        )}
      </div>
      <div className="panel-body inspector-body">
        <ul className="chosen-layers">
          {nodes.map((node) => (
            <li key={node.id}>
              <button type="button" onClick={() => bench.document.select([node.id])}>
                <Icon name={layerOf(node.className).icon ?? "layers"} />
                {say(layerOf(node.className).title)}
                <span className="quiet">{node.name}</span>
              </button>
            </li>
          ))}
        </ul>
        <div className="section">
          <dl className="facts figure">
            <dt>{say({ en: "Parameters together", zh: "参数合计" })}</dt>
            <dd>{parameters === undefined ? "–" : grouped(parameters)}</dd>
          </dl>
        </div>
        <div className="section stack">
          {group ? (
            <>
              <CommandRow id="edit.toggleGroup" />
              <CommandRow id="edit.ungroup" />
            </>
          ) : (
            <CommandRow id="edit.group" />
          )}
          <CommandRow id="edit.duplicate" />
          <CommandRow id="edit.delete" />
        </div>
      </div>
    </div>
  );
}

function CommandRow({ id }: { readonly id: string }) {
  const { command, label, disabledBecause, run } = useCommand(id);
  return (
    <Button wide {...(command.icon ? { icon: command.icon } : {})} shortcut={command.shortcut} disabledBecause={disabledBecause} onClick={run}>
      {label}
    </Button>
  );
}
