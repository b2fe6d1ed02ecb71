/** A canvas without layers says what will be here, and how to get it. */
import { useBench, useDocument } from "@/hooks/bench";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { useSay } from "@/ui/locale";

export function EmptyNetwork() {
  const say = useSay();
  const { view } = useBench();
  const isEmpty = useDocument((state) => state.project.network.nodes.length === 0);
  if (!isEmpty) return null;
  return (
    <div className="empty-network">
      <EmptyState
        icon="workflow"
        title={say({ en: "No layers yet", zh: "还没有层" })}
        actions={
          <>
            <Button icon="plus" onClick={() => view.setState({ adding: { kind: "end" } })}>
              {say({ en: "Add a layer", zh: "添加层" })}
            </Button>
            <Button variant="plain" icon="layout-template" onClick={() => view.setState({ isTemplatesOpen: true })}>
              {say({ en: "Templates", zh: "模板" })}
            </Button>
          </>
        }
      >
        {say({
          en: "A network starts with an Input and ends in the answer. Add layers one after the other, or open a template.",
          zh: "网络从输入开始，到答案结束。逐个添加层，或打开一个模板。",
        })}
      </EmptyState>
    </div>
  );
}
