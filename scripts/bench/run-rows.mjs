/** The rows of the bench: measured case by case, in the browser that a case needs. */
import { launchBrowser } from "../launch-browser.mjs";
import { serveBench } from "./build-pages.mjs";
import { realGpus } from "./machine.mjs";
import { measureCase, measureInPage } from "./measure.mjs";
import { findTorch, measureTorch } from "./pytorch.mjs";
import { casesOf, onlyCases, withoutContender } from "./rows.mjs";

const durations = { usual: { warmUpMs: 1000, durationMs: 2000 }, quick: { warmUpMs: 300, durationMs: 500 } };

/** The rows of the cases that have all words of `only`. */
export async function measureRows({ only, rounds, quick, say }, machine) {
  const times = quick ? durations.quick : durations.usual;
  const torch = await findTorch();
  let cases = onlyCases(casesOf({ quick, realGpu: realGpus(machine) }), only);
  if (!torch) {
    say("No python3 with torch on this machine: the rows of PyTorch are left out.");
    cases = withoutContender(cases, "pytorch");
  }
  const server = await serveBench({ say });
  const browsers = createBrowsers();
  try {
    const rows = [];
    for (const one of cases) {
      const browser = await browsers.of(one.backend);
      const measureOne = (what, contender) =>
        contender.contender === "pytorch" ? measureTorch(torch, what, times) : measureInPage(browser, server.url, what, contender, times);
      rows.push(...(await measureCase(one, { rounds, measureOne, say })));
    }
    return rows;
  } finally {
    await browsers.close();
    await server.close();
  }
}

/** One browser at a time: two would share the machine. */
function createBrowsers() {
  let open;
  const close = async () => {
    await open?.browser.close();
    open = undefined;
  };
  return {
    async of(backend) {
      if (open?.backend === backend) return open.browser;
      await close();
      open = { backend, browser: await launchBrowser({ backend }) };
      return open.browser;
    },
    close,
  };
}
