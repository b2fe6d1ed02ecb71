/** `npm run --silent bench -- [--only WORDS] …`: our engine against what else there is, measured in headless Chromium. */
import "./ensure-node.mjs";
import { readBenchArguments } from "./bench/arguments.mjs";
import { casesOf, onlyCases, wordsOf } from "./bench/rows.mjs";
import { ensurePackages } from "./ensure-packages.mjs";
import { PlainError, runMain } from "./plain-error.mjs";

const say = (text) => process.stderr.write(`${text}\n`);

await runMain(async () => {
  const options = readBenchArguments(process.argv.slice(2));
  refuseUnknownWords(options);
  await ensurePackages({ say });
  const { measureRows } = await import("./bench/run-rows.mjs");
  const { machine, rows } = await measureRows(options, say);
  if (options.json) return console.log(JSON.stringify({ machine, rounds: options.rounds, rows }, null, 2));
  const { machineLine, rowTables } = await import("./bench/tables.mjs");
  console.log(`${machineLine(machine)}; medians of ${options.rounds} round${options.rounds === 1 ? "" : "s"}\n`);
  console.log(rowTables(rows));
});

function refuseUnknownWords({ only, quick }) {
  const all = casesOf({ quick, realGpu: ["webgpu", "webgl"] });
  if (onlyCases(all, only).length > 0) return;
  const words = new Set(all.flatMap((one) => one.contenders.flatMap((contender) => wordsOf(one, contender))));
  throw new PlainError(`Nothing in the bench has "${only.join(" ")}". There are: ${[...words].join(", ")}.`, 2);
}
