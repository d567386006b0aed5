/** JavaScript in float32 against float64. */
import { dataOf } from "../generate/build.ts";
import { single } from "../run/agreement.ts";
import { run } from "../run/run.ts";
import type { Oracle } from "./oracle.ts";

/** JavaScript in float32, fused and not, has the results of float64 but for rounding. */
export const javascriptSingle: Oracle = {
  name: "javascript-single",
  claim: "JavaScript in float32, fused and not, has the results of float64 but for rounding",
  avoid: [],
  maxSteps: 12,
  check: async (one, context) => {
    const { emitted } = context.backends;
    const [program, data, { passes }] = [context.program(one), dataOf(one), context];
    const wanted = await run(program, data, { backend: emitted, precision: "f64" });
    for (const fuse of [true, false]) {
      const found = await run(program, data, { backend: emitted, passes, fuse });
      await context.expectClose(fuse ? "fused" : "not fused", one, found, wanted, single);
    }
  },
};
