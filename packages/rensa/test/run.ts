/** Running traced functions in tests: on WebAssembly and on JavaScript, which must agree. */
import { jsBackend } from "@rensa/backend-js";
import { flattenTree, hostTensor, isTyped, type HostTensor, type Traced } from "@rensa/core";
import { farthestApart } from "@rensa/core/compiler";
import { expect } from "vitest";
import { createEngine, compile } from "../src/index.ts";

/** Values by path. */
export type Values = Readonly<Record<string, readonly number[]>>;

/** What a traced function returns, by path. */
export async function run<Spec, Result>(traced: Traced<Spec, Result>, inputs: object): Promise<Values> {
  const found = valuesOf((await compile(traced)).run(inputs as never));
  expectClose(found, await runOnJs(traced, inputs), 1e-11);
  return found;
}

/** The same on JavaScript alone, for laws of tracing that no backend knows of. */
export async function runOnJs<Spec, Result>(traced: Traced<Spec, Result>, inputs: object): Promise<Values> {
  return valuesOf((await createEngine({ backend: jsBackend() }).compile(traced)).run(inputs as never));
}

function valuesOf(result: unknown): Values {
  const isData = (value: unknown): value is HostTensor => isTyped(value);
  return Object.fromEntries(flattenTree(result, isData).map(([path, { data }]) => [path, [...data]]));
}

/** Refuses values that differ by more than `tolerance` of the largest of their tensor. */
export function expectClose(found: Values, wanted: Values, tolerance: number): void {
  expect(Object.keys(found).sort()).toEqual(Object.keys(wanted).sort());
  for (const [path, values] of Object.entries(wanted)) {
    const tensor = (list: readonly number[]): HostTensor => hostTensor(list, [list.length], "f64");
    const rounding = { tolerance, factor: 0, least: 1e-300 };
    expect(farthestApart(tensor(found[path] ?? []), tensor(values), rounding), path).toBeNull();
  }
}

/** All values, one tensor after the other. */
export async function runFlat<Spec, Result>(traced: Traced<Spec, Result>, inputs: object): Promise<readonly number[]> {
  return Object.values(await run(traced, inputs)).flat();
}
