/** Graphs before and after passes. */
import { withoutPasses } from "rensa";
import { dataOf } from "../generate/build.ts";
import { doubleOf } from "../run/agreement.ts";
import { run } from "../run/run.ts";
import type { Oracle } from "./oracle.ts";

/** Passes change no results, all of them and without any one. */
export const passes: Oracle = {
  name: "passes",
  claim: "passes change no results: all of them, and all but one",
  avoid: [],
  maxSteps: 14,
  check: async (one, context) => {
    const backend = context.backends.emitted;
    const [program, data] = [context.program(one), dataOf(one)];
    const wanted = await run(program, data, { backend, precision: "f64", fuse: false });
    const all = await run(program, data, { backend, precision: "f64", passes: context.passes });
    await context.expectClose("all passes", one, all, wanted, doubleOf(program));
    const names = [...new Set(context.passes.map(({ name }) => name))];
    const left = names[one.seed % names.length] ?? "";
    const found = await run(program, data, { backend, precision: "f64", passes: withoutPasses([left]) });
    await context.expectClose(`all passes but ${left}`, one, found, wanted, doubleOf(program));
  },
};
