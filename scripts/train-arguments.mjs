/** What `npm run train` understands; anything else is one clear line and exit code 2. */
import { parseArgs } from "node:util";
import { PlainError } from "./plain-error.mjs";

const backends = ["webgpu", "webgl", "wasm", "cpu"];
const usage = `Usage: npm run --silent train -- <template> [--epochs N] [--examples N] [--backend ${backends.join("|")}] [--seed S] [--out FILE] [--json]`;

/** `{ template, options: { epochs?, examples?, seed?, backend? }, out?, json }`, or `{ help }`: what to print instead. */
export function readTrainArguments(args, templateIds) {
  const { values, positionals } = parse(args);
  const templates = `Templates: ${templateIds.join(", ")}.`;
  if (values.help) return { help: `${usage}\n${templates}` };
  if (positionals.length === 0) throw wrong(`Which template? ${templates}`);
  if (positionals.length > 1) throw wrong(`One template at a time; came ${positionals.length}.`);
  const [template] = positionals;
  if (!templateIds.includes(template)) throw new PlainError(`There is no template "${template}". ${templates}`, 2);
  if (values.backend !== undefined && !backends.includes(values.backend))
    throw wrong(`--backend must be one of ${backends.join(", ")}; came "${String(values.backend)}".`);
  const options = {
    epochs: wholeNumber(values, "epochs", 1),
    examples: wholeNumber(values, "examples", 1),
    seed: wholeNumber(values, "seed", 0),
    backend: values.backend,
  };
  // What was not said is left out, so that the template's own values stand.
  for (const key of Object.keys(options)) if (options[key] === undefined) delete options[key];
  if (values.out === "") throw wrong("--out needs the name of a file");
  return { template, options, out: values.out, json: values.json };
}

function parse(args) {
  const text = { type: "string" };
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        epochs: text,
        examples: text,
        backend: text,
        seed: text,
        out: text,
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    // What follows an option and looks like one itself is most likely a negative number, or nothing was said at all.
    const [, ambiguous] = /^Option '(--\w+)[^']*' argument is ambiguous/.exec(error.message) ?? [];
    if (ambiguous) throw wrong(`${ambiguous} needs a value, and it must not begin with a dash`);
    // Node adds advice about positional arguments that does not help here.
    throw wrong(error.message.split(". To specify")[0].replaceAll("\n", " "));
  }
}

function wholeNumber(values, name, min) {
  const text = values[name];
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > 0xffff_ffff) throw wrong(`--${name} must be a whole number from ${min} up; came "${text}".`);
  return value;
}

function wrong(text) {
  return new PlainError(`${text.replace(/[.\s]*$/, text.endsWith("?") ? "" : ".")} ${usage}`, 2);
}
