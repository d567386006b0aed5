/** Graphs before and after each pass, node by node. */
import { RensaError } from "@rensa/core";
import { checkPasses, formatChangedValue } from "@rensa/core/compiler";
import { dataOf } from "../generate/build.ts";
import { Discarded } from "../run/run.ts";
import type { Oracle } from "./oracle.ts";

/** No pass and no rule changes a value; what does is named, with the smallest graph that shows it. */
export const checkedPasses: Oracle = {
  name: "checked-passes",
  claim: "no pass and no rule changes a value, in loops and branches and on extremes either",
  avoid: [],
  maxSteps: 10,
  check: async (one, context) => {
    const options = { data: dataOf(one), seed: one.seed };
    const found = await checkPasses(context.program(one), { passes: context.passes }, options).catch(
      (error: unknown) => {
        if (error instanceof RensaError && error.code === "ARGUMENT_INVALID") throw new Discarded(error.message);
        throw error;
      },
    );
    if (found !== null) throw new Error(formatChangedValue(found));
  },
};
