/** Programs of plans that were kept against programs compiled afresh. */
import { dataOf } from "../generate/build.ts";
import { expectBits, run } from "../run/run.ts";
import type { Oracle } from "./oracle.ts";
import { relative } from "./together.ts";

/** What comes from a backend's cache has the bits of what is compiled afresh, whatever was compiled before. */
export const cached: Oracle = {
  name: "cached",
  claim: "a graph that comes again, after others that are nearly the same, has the bits of one compiled afresh",
  avoid: [],
  maxSteps: 8,
  check: async (one, context) => {
    const { emitted, threaded, afresh } = context.backends;
    const [data, { passes }] = [dataOf(one), context];
    for (const [backend, without] of [
      [threaded[0], afresh.threaded],
      [emitted, afresh.emitted],
    ] as const) {
      const wanted = await run(context.program(one), data, { backend: without, passes });
      await run(context.program(relative(one)), data, { backend, passes });
      for (const time of ["first", "second"]) {
        expectBits(`the ${time} time`, await run(context.program(one), data, { backend, passes }), wanted);
      }
    }
  },
};
