/** Running traced functions, and telling results apart. */
import { compile, RensaError, type Backend, type HostTensor, type Pass, type Precision } from "@rensa/core";
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
    return resultsOf(compiled.run(data as never));
  } catch (error) {
    if (error instanceof RensaError && error.code === "HOST_OP_FAILED") throw new Discarded(error.message);
    throw error;
  }
}

/** What a program returned, by name: the programs of cases return nothing nested. */
export function resultsOf(returned: unknown): Results {
  return returned as Results;
}

/** What differs in the bits of results, `null` where nothing does. */
export function differentBits(found: Results, wanted: Results): string | null {
  for (const [name, { data, shape, dtype }] of Object.entries(wanted)) {
    const other = found[name];
    if (other?.dtype !== dtype || other.shape.join() !== shape.join()) return `${name} has another type`;
    for (const [at, value] of data.entries()) {
      const its = other.data[at];
      if (!Object.is(its, value)) return `${name}[${String(at)}] is ${String(its)} instead of ${String(value)}`;
    }
  }
  return null;
}
