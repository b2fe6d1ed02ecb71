/** Settings in Keras' words: names in snake case, initialisers and penalties as objects. */
import type { InitializerName } from "@/network/initializers";
import type { Regularizer } from "@/network/fields";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** `useBias` -> `use_bias`, `leakyRelu` -> `leaky_relu`. */
export function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}

/** An object of one of Keras' classes. */
export function keyedObject(module: string, className: string, config: Json): Json {
  return { module: `keras.${module}`, class_name: className, config, registered_name: null };
}

/** Where Keras' own defaults are not those of our names. */
const initializerSettings: Partial<Record<InitializerName, Json>> = {
  randomUniform: { minval: -0.05, maxval: 0.05 },
  randomNormal: { mean: 0, stddev: 0.05 },
  truncatedNormal: { mean: 0, stddev: 0.05 },
};

function initializer(name: InitializerName): Json {
  return keyedObject("initializers", name.charAt(0).toUpperCase() + name.slice(1), initializerSettings[name] ?? {});
}

function regularizer({ l1, l2 }: Regularizer): Json {
  return l1 === 0 && l2 === 0 ? null : keyedObject("regularizers", "L1L2", { l1, l2 });
}

/** What a setting means is told by its name. */
function setting(key: string, value: unknown): Json {
  if (key.endsWith("Initializer")) return initializer(value as InitializerName);
  if (key.endsWith("Regularizer")) return regularizer(value as Regularizer);
  return typeof value === "string" ? snakeCase(value) : (value as Json);
}

export function layerConfig(config: object): Record<string, Json> {
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [snakeCase(key), setting(key, value)]));
}
