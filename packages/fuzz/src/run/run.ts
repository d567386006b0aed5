/** Running traced functions, and expecting the same bits. */
import { compile, RensaError, type Backend, type HostTensor, type Pass, type Precision } from "@rensa/core";
import { differenceText, resultsDifference, type TensorsByPath } from "@rensa/core/compiler";
import type { Data, Program } from "../generate/build.ts";

/** Results by name. */
export type Results = Readonly<Record<string, HostTensor>>;

/** How to run. */
export interface Setting {
  readonly backend: Backend;
  readonly precision?: Precision;
  readonly fuse?: boolean;
  readonly passes?: readonly Pass[];
}

/** A case that a host op refuses, or that has no derivative: nothing can be said of it. */
export class Discarded extends Error {}

/** Runs once. */
export async function run(program: Program, data: Data, setting: Setting): Promise<Results> {
  const compiled = await compile(program, setting);
  try {
    return resultsOf(compiled.run(data));
  } catch (error) {
    if (error instanceof RensaError && error.code === "HOST_OP_FAILED") throw new Discarded(error.message);
    throw error;
  }
}

/** What a program returned, by name: the programs of cases return nothing nested. */
export function resultsOf(returned: unknown): Results {
  return returned as Results;
}

/** Throws where results have other types, or other bits. */
export function expectBits(what: string, found: Results, wanted: Results): void {
  const byPath = (results: Results): TensorsByPath => new Map(Object.entries(results));
  const different = resultsDifference(byPath(found), byPath(wanted), "bits");
  if (different !== null) throw new Error(`${what}: ${differenceText(different)}`);
}
