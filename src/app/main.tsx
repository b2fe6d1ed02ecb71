/** Where the parts are put together. */
import { createRoot } from "react-dom/client";
import { App } from "@/app/app";
import { keepPageInStep } from "@/app/page-settings";
import { startBench } from "@/app/start-bench";
import { BenchProvider } from "@/hooks/bench";
import "@/ui/styles/index.css";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root.");
const bench = startBench();
keepPageInStep(bench);
createRoot(root).render(
  <BenchProvider value={bench}>
    <App />
  </BenchProvider>,
);
