/** The bench for a machine with a GPU and no browser: every measurement in a process of its own, so that none finds the kernels of another. */
import { execFile } from "node:child_process";
import { cpus } from "node:os";
import { promisify } from "node:util";
import { gpuBenchCommand, readBenchArguments } from "../../scripts/bench/arguments.mjs";
import { PlainError } from "../../scripts/plain-error.mjs";
import { measureCase } from "../../scripts/bench/measure.mjs";
import { gpuCasesOf, onlyCases } from "../../scripts/bench/rows.mjs";
import { machineLine, roundsWords, rowTables } from "../../scripts/bench/tables.mjs";
import type { Limits } from "./limits";
import { workOf } from "./work";
import type { ModelName } from "../workload";

const run = promisify(execFile);

try {
  await main(readBenchArguments(process.argv.slice(2), gpuBenchCommand));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof PlainError ? error.exitCode : 1;
}

async function main({ only, rounds, quick, json }: ReturnType<typeof readBenchArguments>): Promise<void> {
  const say = (text: string) => process.stderr.write(`${text}\n`);
  const times = quick ? { warmUpMs: 300, durationMs: 500 } : { warmUpMs: 1500, durationMs: 2500 };
  say("limits of the device");
  const limits = await inOwnProcess<Limits>({ limits: true });
  const kind = limits.computes ? "real" : "overhead";
  const measureOne = (one: object, { contender }: { contender: string }) => inOwnProcess({ ...one, contender, ...times, computes: limits.computes });
  const rows = [];
  for (const one of onlyCases(gpuCasesOf({ quick, kind }), only)) {
    const work = workOf({ ...one, model: one.model as ModelName });
    for (const row of await measureCase(one, { rounds, measureOne, say })) {
      const perSecond = row.stepsPerSecond;
      const achieved = perSecond === null || !limits.computes ? {} : { gflops: (work.flops * perSecond) / 1e9, gbps: (work.bytes * perSecond) / 1e9 };
      rows.push({ ...row, ...achieved });
    }
  }
  const machine = {
    date: new Date().toISOString().slice(0, 10),
    cpu: cpus()[0]?.model.trim() ?? "unknown processor",
    cores: cpus().length,
    node: process.versions.node,
    webgpu: limits.adapter,
  };
  if (json) return console.log(JSON.stringify({ machine, rounds, limits, rows }, null, 2));
  console.log(`${machineLine(machine)}; ${roundsWords(rounds)}\n`);
  console.log(`${rowTables(rows)}\n`);
  console.log(
    limits.computes
      ? `Limits of the device, measured: ${limits.fmaGflops.toPrecision(3)} GFLOP/s in registers, ${limits.matMulGflops.toPrecision(3)} GFLOP/s in TensorFlow.js' matMul of ${limits.matMulSize}², ${limits.copyGbps.toPrecision(3)} GB/s copying (read and written).`
      : "This device computes nothing: the figures are the limit that overhead sets.",
  );
}

/** What the script, started anew, answers as the last line of its output. */
async function inOwnProcess<T>(order: object): Promise<T> {
  const script = process.argv[1] ?? "";
  try {
    const { stdout } = await run(process.execPath, ["--no-warnings", script.replace(/bench\.mjs$/, "one.mjs"), JSON.stringify(order)], { maxBuffer: 1 << 26 });
    return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as T;
  } catch (error) {
    const { stderr } = error as { readonly stderr?: string };
    throw new Error(stderr?.trim().split("\n").at(-1) || String(error), { cause: error });
  }
}
