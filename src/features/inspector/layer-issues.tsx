/** What is wrong with one layer, and the ways to mend it. */
import { useBench, useDocument } from "@/hooks/bench";
import type { NetworkFix } from "@/network/validate";
import { applyFix, issuesOf } from "@/store/derived";
import { Button } from "@/ui/button";
import { useSay } from "@/ui/locale";
import { Notice } from "@/ui/notice";

export function LayerIssues({ nodeId }: { readonly nodeId: string }) {
  const say = useSay();
  const bench = useBench();
  const issues = useDocument((state) => issuesOf(state).filter((issue) => issue.nodeId === nodeId));
  return issues.map((issue) => {
    const fixes: readonly NetworkFix[] = [...(issue.fix ? [issue.fix] : []), ...(issue.alternatives ?? [])];
    return (
      <div className="section" key={issue.code}>
        <Notice
          tone={issue.severity === "error" ? "bad" : "warn"}
          actions={
            fixes.length > 0 &&
            fixes.map((fix, index) => (
              <Button key={say(fix.label)} small variant={index === 0 ? "ink" : "default"} icon="wrench" onClick={() => applyFix(bench, fix)}>
                {say(fix.label)}
              </Button>
            ))
          }
        >
          {say(issue.message)}
        </Notice>
      </div>
    );
  });
}
