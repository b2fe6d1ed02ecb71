/** What the benches understand; anything else is one clear line and exit code 2. */
import { parseArgs } from "node:util";
import { PlainError } from "../plain-error.mjs";

export const benchCommand = { usage: "npm run --silent bench -- [--only WORDS] [--rounds N] [--quick] [--plots] [--json]", flags: ["quick", "plots", "json"] };
/** Inside the bundle for a machine with a GPU and no browser. */
export const gpuBenchCommand = { usage: "./run.sh [--only WORDS] [--rounds N] [--quick] [--json]", flags: ["quick", "json"] };

/**
 * `{ only: string[], rounds, …flags }`. `--only "cnn wasm"` and `--only cnn,wasm` both mean what has all of these words.
 * @param {string[]} args
 * @returns {{ only: string[], rounds: number, quick: boolean, plots?: boolean, json: boolean }}
 */
export function readBenchArguments(args, { usage, flags } = benchCommand) {
  const wrong = (text) => new PlainError(`${text.replace(/[.\s]*$/, ".")} Usage: ${usage}`, 2);
  const { only, rounds, ...given } = parse(args, flags, wrong);
  if (rounds !== undefined && (!/^\d+$/.test(rounds) || Number(rounds) < 1 || Number(rounds) > 100))
    throw wrong(`--rounds must be a whole number from 1 to 100; came "${String(rounds)}".`);
  const words = (only ?? "").split(/[\s,]+/).filter(Boolean);
  if (only !== undefined && words.length === 0) throw wrong("--only needs words, such as mlp or wasm; came nothing.");
  const { quick } = given;
  return { ...given, quick, only: words.map((word) => word.toLowerCase()), rounds: rounds === undefined ? (quick ? 1 : 3) : Number(rounds) };
}

function parse(args, flags, wrong) {
  const text = { type: "string" };
  const switches = Object.fromEntries(flags.map((flag) => [flag, { type: "boolean", default: false }]));
  try {
    return parseArgs({ args, options: { only: text, rounds: text, ...switches } }).values;
  } catch (error) {
    // Node adds advice about positional arguments that does not help here.
    throw wrong(error.message.split(". To specify")[0].replaceAll("\n", " "));
  }
}
