/** What `npm run bench` understands; anything else is one clear line and exit code 2. */
import { parseArgs } from "node:util";
import { PlainError } from "../plain-error.mjs";

const usage = "Usage: npm run --silent bench -- [--only WORDS] [--rounds N] [--quick] [--plots] [--json]";

/** `{ only: string[], rounds, quick, plots, json }`. `--only "cnn wasm"` and `--only cnn,wasm` both mean what has all of these words. */
export function readBenchArguments(args) {
  const { only, rounds, quick, plots, json } = parse(args);
  if (rounds !== undefined && (!/^\d+$/.test(rounds) || Number(rounds) < 1 || Number(rounds) > 100))
    throw wrong(`--rounds must be a whole number from 1 to 100; came "${String(rounds)}".`);
  const words = (only ?? "").split(/[\s,]+/).filter(Boolean);
  if (only !== undefined && words.length === 0) throw wrong("--only needs words, such as mlp or wasm; came nothing.");
  return { only: words.map((word) => word.toLowerCase()), rounds: rounds === undefined ? (quick ? 1 : 3) : Number(rounds), quick, plots, json };
}

function parse(args) {
  const text = { type: "string" };
  const flag = { type: "boolean", default: false };
  try {
    return parseArgs({ args, options: { only: text, rounds: text, quick: flag, plots: flag, json: flag } }).values;
  } catch (error) {
    // Node adds advice about positional arguments that does not help here.
    throw wrong(error.message.split(". To specify")[0].replaceAll("\n", " "));
  }
}

function wrong(text) {
  return new PlainError(`${text.replace(/[.\s]*$/, ".")} ${usage}`, 2);
}
