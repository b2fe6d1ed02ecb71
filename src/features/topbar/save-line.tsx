/** Under the project's name, always the truth: is the work safe, and what to press when it is not. */
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { Text } from "@/base/text";
import { useBench } from "@/hooks/bench";
import { useAct, useCommand } from "@/hooks/use-command";
import type { Persistence, SaveStatus } from "@/store/persistence/define-persistence";
import { Icon } from "@/ui/icons";
import { useSay } from "@/ui/locale";
import { Tooltip } from "@/ui/tooltip";

interface Look {
  readonly icon: string;
  readonly text: Text;
  readonly tone?: "warn" | "bad";
}
const looks: { readonly [S in SaveStatus]: Look } = {
  saved: { icon: "check", text: { en: "Saved in this browser", zh: "已保存在此浏览器" } },
  saving: { icon: "loader-circle", text: { en: "Saving…", zh: "正在保存…" } },
  changed: { icon: "circle-dot", text: { en: "Changed, not saved yet", zh: "已修改，尚未保存" } },
  full: { icon: "triangle-alert", tone: "warn", text: { en: "Storage is full", zh: "存储空间已满" } },
  unavailable: { icon: "circle-x", tone: "bad", text: { en: "Not saved: use a file", zh: "未保存：请存为文件" } },
  openElsewhere: { icon: "copy", tone: "warn", text: { en: "Open in another tab", zh: "已在另一标签页打开" } },
};

export function SaveLine() {
  const { persistence } = useBench();
  return persistence && <Line persistence={persistence} />;
}

function Line({ persistence }: { readonly persistence: Persistence }) {
  const say = useSay();
  const act = useAct();
  const save = useCommand("project.save");
  const status = useCalmStatus(useStore(persistence.state, (state) => state.status));
  const problem = useStore(persistence.state, (state) => state.problem);
  const { icon, text, tone } = looks[status];
  const words = (
    <>
      <Icon name={icon} />
      <span>{say(text)}</span>
    </>
  );
  const className = tone ? `save-line is-${tone}` : "save-line";
  if (!tone)
    return (
      <span className={className} role="status">
        {words}
      </span>
    );
  const press = status === "openElsewhere" ? () => act(() => persistence.takeOver()) : save.run;
  const action =
    status === "openElsewhere"
      ? say({ en: "Press to take over here.", zh: "点击在此接管。" })
      : say({ en: "Press to save it to a file.", zh: "点击保存到文件。" });
  return (
    <Tooltip content={problem ? `${say(problem.what)} ${action}` : action}>
      <button type="button" className={className} onClick={press}>
        {words}
      </button>
    </Tooltip>
  );
}

const calmMs = 400;

/** “Saving…” and “Changed” only when they last: a flicker with every key tells nothing. */
function useCalmStatus(status: SaveStatus): SaveStatus {
  const [shown, setShown] = useState(status);
  useEffect(() => {
    const timer = setTimeout(() => setShown(status), status === "saving" || status === "changed" ? calmMs : 0);
    return () => clearTimeout(timer);
  }, [status]);
  return shown;
}
