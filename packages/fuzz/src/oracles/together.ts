/** Two graphs as one program against two programs: what passes share and merge must be the same. */
import { dataOf, named, specOf, traced, type Program } from "../generate/build.ts";
import type { Case, Step } from "../generate/case.ts";
import { doubleOf } from "../run/agreement.ts";
import { run } from "../run/run.ts";
import type { Oracle } from "./oracle.ts";

/** Compiled together is compiled apart. */
export const together: Oracle = {
  name: "together",
  claim: "graphs compiled together have the results that they have apart",
  avoid: [],
  maxSteps: 6,
  check: async (one, context) => {
    const setting = { backend: context.backends.emitted, precision: "f64", passes: context.passes } as const;
    const data = dataOf(one);
    const other = relative(one);
    const make = (each: Case, noise?: Parameters<typeof context.program>[1]): Program => context.program(each, noise);
    const both = traced(specOf(one), (inputs) => ({
      ...named("one_", make(one)(inputs)),
      ...named("other_", make(other)(inputs)),
    }));
    const found = await run(both, data, setting);
    for (const [prefix, each] of [
      ["one_", one],
      ["other_", other],
    ] as const) {
      const program = make(each);
      const wanted = named(prefix, await run(program, data, setting));
      await context.expectClose("together", each, found, wanted, doubleOf(program), prefix);
    }
  },
};

/** A case like another: with the same inputs, and steps of which some choose otherwise. */
export function relative(one: Case): Case {
  const steps = one.steps.map(([name, ...choices], at): Step => {
    // Mostly one of the first, which say more: operands, a length, a direction.
    const place = (one.seed >> at) % 5;
    return [name, ...choices.map((choice, position) => (position === place ? choice + 1 : choice))];
  });
  return { ...one, steps };
}
