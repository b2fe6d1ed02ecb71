/**
 * fast-check for every property test, with one seed: what fails fails again, here and on every other machine.
 * `PROPERTY_SEED=7 npx vitest run src/network` looks elsewhere.
 */
import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env["PROPERTY_SEED"] ?? 1) });

export default fc;
