/** “Recent projects”: what this browser keeps, to go back to. */
import { useEffect, useState } from "react";
import { problemOf, type Problem } from "@/base/problem";
import { useBench, useDocument, useView } from "@/hooks/bench";
import type { KeptSummary } from "@/store/persistence/kept-projects";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { useSay } from "@/ui/locale";
import { Notice } from "@/ui/notice";
import "@/features/share/share.css";

export function RecentDialog() {
  const say = useSay();
  const { view } = useBench();
  const isOpen = useView((state) => state.isRecentOpen);
  const close = () => view.setState({ isRecentOpen: false });
  return (
    <Dialog
      title={say({ en: "Recent projects", zh: "最近的项目" })}
      summary={say({
        en: "The last eight that this browser keeps, each with its weights where it was trained. What is on screen is saved before it goes.",
        zh: "此浏览器保存的最近八个项目，训练过的连同权重。屏幕上的项目会先保存。",
      })}
      open={isOpen}
      onOpenChange={(next) => view.setState({ isRecentOpen: next })}
    >
      <Projects onOpened={close} />
    </Dialog>
  );
}

function Projects({ onOpened }: { readonly onOpened: () => void }) {
  const say = useSay();
  const { persistence } = useBench();
  const locale = useView((state) => state.locale);
  const current = useDocument((state) => state.project.id);
  const [projects, setProjects] = useState<readonly KeptSummary[]>();
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => {
    let isShown = true;
    const list = async () => {
      await persistence?.flush();
      return persistence?.list() ?? [];
    };
    list().then(
      (kept) => isShown && setProjects(kept),
      (error: unknown) => isShown && setProblem(problemOf(error)),
    );
    return () => void (isShown = false);
  }, [persistence]);

  const open = async (id: string) => {
    try {
      await persistence?.reopen(id);
      onOpened();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  const date = new Intl.DateTimeFormat(locale === "zh" ? "zh-CN" : "en-GB", { dateStyle: "medium", timeStyle: "short" });
  const whatOf = ({ savedAt, layers, hasRun }: KeptSummary) => {
    const values = { date: date.format(savedAt), layers };
    return hasRun
      ? say({ en: "{date} · {layers} layers · with its weights", zh: "{date} · {layers} 层 · 含权重" }, values)
      : say({ en: "{date} · {layers} layers · untrained", zh: "{date} · {layers} 层 · 未训练" }, values);
  };
  return (
    <>
      {problem && (
        <Notice tone="bad" icon="circle-alert">
          <p>{say(problem.what)}</p>
          {problem.remedy && <p>{say(problem.remedy)}</p>}
        </Notice>
      )}
      {projects?.length === 0 && <p className="quiet">{say({ en: "This browser keeps no project yet.", zh: "此浏览器还没有保存项目。" })}</p>}
      <ul className="recent" aria-busy={projects === undefined}>
        {projects?.map((project) => {
          const name = project.name || say({ en: "Untitled", zh: "未命名" });
          return (
            <li key={project.id}>
              <div>
                <h3>{name}</h3>
                <p className="quiet">{whatOf(project)}</p>
              </div>
              {project.id === current ? (
                <span className="quiet">{say({ en: "On screen", zh: "当前项目" })}</span>
              ) : (
                <Button aria-label={say({ en: "Open {name}", zh: "打开 {name}" }, { name })} onClick={() => void open(project.id)}>
                  {say({ en: "Open", zh: "打开" })}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
