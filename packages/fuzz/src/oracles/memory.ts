/** Planned memory, poisoned before every kernel. */
import { compile, type Backend } from "@rensa/core";
import type { Graph } from "@rensa/core/graph";
import { dataOf } from "../generate/build.ts";
import { Discarded, expectBits, resultsOf, run } from "../run/run.ts";
import type { Oracle } from "./oracle.ts";

// It belongs to the tests of rensa, which are no package.
const poisoning = new URL("../../../rensa/test/poisoning-backend.ts", import.meta.url);

/** No kernel reads what the memory plan has given to another. */
export const memory: Oracle = {
  name: "memory",
  claim: "no kernel reads what the memory plan has given to another value",
  avoid: ["not plain loops"],
  maxSteps: 14,
  check: async (one, context) => {
    const { poisoningBackend } = (await import(poisoning.href)) as {
      readonly poisoningBackend: () => Backend & { keepOutputsOf(graph: Graph): void };
    };
    const program = context.program(one);
    const backend = poisoningBackend();
    const compiled = await compile(program, { backend, passes: context.passes }).catch((error: unknown) => {
      if (error instanceof TypeError || String(error).includes("host")) throw new Discarded(String(error));
      throw error;
    });
    backend.keepOutputsOf(compiled.stages.graph);
    const wanted = await run(program, dataOf(one), { backend: context.backends.interpreted, passes: context.passes });
    for (let time = 0; time < 2; time++) {
      const found = resultsOf(compiled.run(dataOf(one)));
      expectBits(`poisoned, run ${String(time + 1)}`, found, wanted);
    }
  },
};
