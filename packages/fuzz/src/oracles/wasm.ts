/** WebAssembly against JavaScript. */
import { dataOf } from "../generate/build.ts";
import { doubleOf, single } from "../run/agreement.ts";
import { expectBits, run } from "../run/run.ts";
import type { Oracle } from "./oracle.ts";

/** WebAssembly has the results of float64 but for rounding, and the same bits with any number of threads. */
export const wasm: Oracle = {
  name: "wasm",
  claim: "WebAssembly has the results of float64 but for rounding, and the same bits with 1, 2 and 3 threads",
  avoid: [],
  maxSteps: 12,
  check: async (one, context) => {
    const { emitted, threaded } = context.backends;
    const [program, data, { passes }] = [context.program(one), dataOf(one), context];
    const wanted = await run(program, data, { backend: emitted, precision: "f64" });
    const [first, ...others] = threaded;
    const found = await run(program, data, { backend: first, passes });
    await context.expectClose("WebAssembly", one, found, wanted, single);
    for (const backend of others) {
      const other = await run(program, data, { backend, passes });
      expectBits(`${String(backend.threads)} threads against 1`, other, found);
    }
    const plain = await run(program, data, { backend: first, passes, fuse: false });
    await context.expectClose("WebAssembly, not fused", one, plain, wanted, single);
    const exact = await run(program, data, { backend: first, passes, precision: "f64" });
    await context.expectClose("WebAssembly in float64", one, exact, wanted, doubleOf(program));
  },
};

/** Strict and fast numerics agree but for rounding. */
export const numerics: Oracle = {
  name: "numerics",
  claim: "strict and fast numerics both have the results of float64 but for rounding",
  avoid: [],
  maxSteps: 12,
  check: async (one, context) => {
    const { emitted, threaded, strict } = context.backends;
    const [program, data, { passes }] = [context.program(one), dataOf(one), context];
    const wanted = await run(program, data, { backend: emitted, precision: "f64" });
    const careful = await run(program, data, { backend: strict, passes });
    await context.expectClose("strict", one, careful, wanted, single);
    const fast = await run(program, data, { backend: threaded[0], passes });
    await context.expectClose("fast against strict", one, fast, careful, single);
  },
};
