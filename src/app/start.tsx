/** Where the parts are put together: stores, session, page. */
import { createRoot } from "react-dom/client";
import { App } from "@/app/app";
import { keepPageInStep } from "@/app/page-settings";
import { startBench } from "@/app/start-bench";
import { BenchProvider } from "@/hooks/bench";
import { afterFrame } from "@/hooks/after-frame";
import type { Bench } from "@/store/bench";

/** What was kept comes from the disk in less; a slow disk must not keep the page blank. */
const patienceMs = 400;

export async function start(): Promise<void> {
  const root = document.getElementById("root");
  if (!root) throw new Error("index.html has no #root.");
  const bench = startBench();
  keepPageInStep(bench);
  const firstProject = bench.document.getState().project;
  const opened = new Promise<void>((resolve) => {
    bench.document.subscribe(({ project }) => {
      if (project !== firstProject) resolve();
    });
  });
  const restored = bench.persistence.restore();
  await Promise.race([opened, restored, new Promise((resolve) => setTimeout(resolve, patienceMs))]);
  if (bench.document.getState().project === firstProject) welcome(bench);
  createRoot(root).render(
    <BenchProvider value={bench}>
      <App />
    </BenchProvider>,
  );
  // The device, the data and the untrained network get ready while the page is looked at; what fails is told by the run.
  void restored.then(() => bench.session.prepare()).catch(() => undefined);
  // For scripts and the console; nothing on the page waits for it.
  void import("@/app/automation").then(({ createAutomation }) => Object.assign(window, { layerlab: createAutomation(bench) }));
}

/** On a first visit the dock shows what else there is, until there is something to show of a run: the task's own view, or the overview. */
function welcome({ document: documents, view, run }: Bench): void {
  view.setState({ dockTab: "templates" });
  const { id } = documents.getState().project;
  const stops = [
    run.subscribe((state) => {
      if (state.run.status === "running" || state.run.status === "paused") leave();
    }),
    // It was no first visit: what was kept only took its time.
    documents.subscribe(({ project }) => {
      if (project.id !== id) leave();
    }),
  ];
  const leave = () => {
    stops.forEach((stop) => stop());
    // Not in the same breath: the page has just drawn the start of the run, and the charts of the task would come on top of it in one long frame.
    afterFrame(() => {
      if (view.getState().dockTab === "templates") view.setState({ dockTab: "task" });
    });
  };
}
