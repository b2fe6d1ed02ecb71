/** `npm run --silent bench -- [--only WORDS] …`: our engine against what else there is, measured in headless Chromium. */
import "./ensure-node.mjs";
import { readBenchArguments } from "./bench/arguments.mjs";
import { casesOf, hasWords, onlyCases, wordsOf } from "./bench/rows.mjs";
import { ensurePackages } from "./ensure-packages.mjs";
import { PlainError, runMain } from "./plain-error.mjs";

const say = (text) => process.stderr.write(`${text}\n`);

await runMain(async () => {
  const options = { ...readBenchArguments(process.argv.slice(2)), say };
  const { sections } = await import("./bench/sections.mjs");
  const wantsRows = onlyCases(casesOf({ quick: options.quick, realGpu: ["webgpu", "webgl"] }), options.only).length > 0;
  const wanted = sections.filter(({ words }) => hasWords(words, options.only));
  if (!wantsRows && wanted.length === 0) throw unknown(options, sections);
  await ensurePackages({ say });
  const { measureMachine } = await import("./bench/machine.mjs");
  const { measureRows } = await import("./bench/run-rows.mjs");
  const { machineLine, roundsWords, rowTables } = await import("./bench/tables.mjs");

  const machine = await measureMachine();
  const rows = wantsRows ? await measureRows(options, machine) : [];
  if (options.plots) {
    const { writePlots } = await import("./bench/write-plots.mjs");
    for (const file of await writePlots(rows)) say(`wrote ${file}`);
  }
  const parts = {};
  for (const section of wanted) parts[section.name] = await section.measure({ ...options, machine });
  if (options.json) return console.log(JSON.stringify({ machine, rounds: options.rounds, rows, ...parts }, null, 2));
  const texts = [
    `${machineLine(machine)}; ${roundsWords(options.rounds)}`,
    ...(rows.length > 0 ? [rowTables(rows)] : []),
    ...wanted.map(({ name, table }) => table(parts[name])),
  ];
  console.log(texts.join("\n\n"));
});

function unknown({ only, quick }, sections) {
  const all = casesOf({ quick, realGpu: ["webgpu", "webgl"] });
  const words = new Set([
    ...all.flatMap((one) => one.contenders.flatMap((contender) => wordsOf(one, contender))),
    ...sections.flatMap((section) => section.words),
  ]);
  return new PlainError(`Nothing in the bench has "${only.join(" ")}". There are: ${[...words].join(", ")}.`, 2);
}
