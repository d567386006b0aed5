/** Asking oracles about random cases, and shrinking what they refuse. */
import { printGraph } from "@rensa/core/graph";
import fc from "fast-check";
import { cases, describeCase, type Case } from "../generate/case.ts";
import { namesWithout } from "../generate/table.ts";
import type { GeneratorTable } from "../generate/build.ts";
import type { Context, Oracle } from "../oracles/oracle.ts";
import { Discarded } from "./run.ts";

/** A case that an oracle refuses, as small as it could be made. */
export interface Failure {
  readonly oracle: string;
  readonly seed: number;
  readonly case: Case;
  readonly message: string;
}

/** How often cases were judged and discarded. */
export interface Counts {
  readonly judged: number;
  readonly discarded: number;
  readonly failure: Failure | null;
}

/** Asks an oracle about `runs` random cases of a seed. Stops at the first that it refuses, shrunk. */
export async function ask(
  oracle: Oracle,
  table: GeneratorTable,
  context: Context,
  { seed, runs, avoid = [] }: { readonly seed: number; readonly runs: number; readonly avoid?: readonly string[] },
): Promise<Counts> {
  let [judged, discarded] = [0, 0];
  const names = namesWithout(table, oracle.avoid).filter((name) => !avoid.includes(name));
  const property = fc.asyncProperty(cases(names, oracle.maxSteps), async (one) => {
    try {
      await oracle.check(one, context);
      judged++;
    } catch (error) {
      if (!(error instanceof Discarded)) throw error;
      discarded++;
    }
  });
  const details = await fc.check(property, { seed, numRuns: runs, endOnFailure: false });
  if (!details.failed) return { judged, discarded, failure: null };
  const [one] = details.counterexample ?? [];
  if (one === undefined) throw new Error(`fast-check failed without a case: ${String(details.errorInstance)}`);
  const { errorInstance } = details;
  const message =
    errorInstance instanceof Error ? (errorInstance.stack ?? errorInstance.message) : String(errorInstance);
  return { judged, discarded, failure: { oracle: oracle.name, seed, case: one, message } };
}

/** A failure for people: what failed, the case, its graph, and how to see it again. */
export function describeFailure({ oracle, seed, case: one, message }: Failure, context: Context): string {
  return [
    `${oracle}: ${message}`,
    `The case, for test/regressions.ts or --case:\n${describeCase(one)}`,
    `Its graph:\n${graphText(one, context)}`,
    `Again: npm run fuzz -- --oracle ${oracle} --case '${JSON.stringify(one)}'`,
    `Or, from its start: npm run fuzz -- --oracle ${oracle} --seed ${String(seed)} --runs 100`,
  ].join("\n\n");
}

function graphText(one: Case, context: Context): string {
  try {
    // Origins are paths of this machine.
    return printGraph(context.builder.values(one).graph, { origins: false });
  } catch (error) {
    return `(it cannot be traced: ${String(error)})`;
  }
}
