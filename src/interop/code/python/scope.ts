/** Where names of a program stand: a function's own, then those around it. */
import type { Value } from "@/interop/code/python/values";

export interface Scope<H> {
  readonly names: Map<string, Value<H>>;
  readonly outer?: Scope<H>;
  /** What is given to `self` stays here. */
  readonly isObject?: true;
}

export function lookUp<H>(name: string, scope: Scope<H>): Value<H> | undefined {
  for (let here: Scope<H> | undefined = scope; here; here = here.outer) {
    const value = here.names.get(name);
    if (value) return value;
  }
  return undefined;
}

export function visibleNames<H>(scope: Scope<H>): readonly string[] {
  const names: string[] = [];
  for (let here: Scope<H> | undefined = scope; here; here = here.outer) names.push(...here.names.keys());
  return names;
}

/** The nearest object around; undefined outside of methods. */
export function objectAround<H>(scope: Scope<H>): Scope<H> | undefined {
  let here: Scope<H> | undefined = scope;
  while (here && here.isObject !== true) here = here.outer;
  return here;
}
