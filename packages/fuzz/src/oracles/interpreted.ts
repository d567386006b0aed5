/** Emitted JavaScript against the interpreter. */
import { dataOf } from "../generate/build.ts";
import { doubleOf } from "../run/agreement.ts";
import { expectBits, run } from "../run/run.ts";
import type { Oracle } from "./oracle.ts";

/** Emitted JavaScript has the bits of the interpreter, in both precisions. */
export const interpreted: Oracle = {
  name: "interpreted",
  claim: "emitted JavaScript has the bits of the interpreter, and fusion changes nothing in float64",
  avoid: [],
  maxSteps: 10,
  check: async (one, context) => {
    const { emitted, interpreted: interpreter } = context.backends;
    const [program, data, { passes }] = [context.program(one), dataOf(one), context];
    for (const precision of ["f64", "f32"] as const) {
      const found = await run(program, data, { backend: emitted, precision, passes });
      const wanted = await run(program, data, { backend: interpreter, precision, passes });
      expectBits(`emitted against interpreted, ${precision}`, found, wanted);
      if (precision === "f32") continue;
      const plain = await run(program, data, { backend: interpreter, precision, passes, fuse: false });
      await context.expectClose("fused against not fused", one, found, plain, doubleOf(program));
    }
  },
};
