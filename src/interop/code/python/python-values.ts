/** Values as Python writes them. */

export const pythonBool = (value: boolean) => (value ? "True" : "False");

/** `1e-7`, `0.5`, `3`: what JavaScript writes Python reads. */
export const pythonNumber = (value: number) => String(value);

export const pythonString = (value: string) => `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;

/** `(784,)`, `(28, 28, 1)` */
export const pythonTuple = (values: readonly number[]) => (values.length === 1 ? `(${values[0]},)` : `(${values.join(", ")})`);

/** Words of a person inside `"""…"""`. */
export const pythonDocText = (words: string) => words.replaceAll(/["\\]/g, "");
