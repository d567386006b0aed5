/** The logarithm of the sum of exponentials, without overflow. */
import { makeOp } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { sub } from "../arithmetic/sub.ts";
import { equal } from "../comparison/equal.ts";
import { isFinite } from "../comparison/is-finite.ts";
import { where } from "../comparison/where.ts";
import { exp } from "../exponential/exp.ts";
import { log } from "../exponential/log.ts";
import { reshape } from "../shape/reshape.ts";
import { stopGradient } from "../structure/stop-gradient.ts";
import { max } from "./max.ts";
import { reducedShape } from "./reduced.ts";
import { sum } from "./sum.ts";
import { reductionAttributes, reductionCall } from "./reduction-call.ts";

/**
 * The logarithm of the sum of exponentials, without overflow; of nothing but -infinity it is -infinity. Over the given axes (default: all); `keepDims` keeps them with length 1.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { logsumexp } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => logsumexp(x, 1));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] }).data); // Float32Array [0.4076..., 2.4643...]
 * ```
 */
export const logsumexp = makeOp({
  name: "logsumexp",
  attributes: reductionAttributes,
  forward: {
    composite: ([x], { axes, keepDims }) => {
      const highest = max(x, axes, { keepDims: true });
      // An infinite shift would make the NaN of infinity - infinity.
      const largest = stopGradient(where(isFinite(highest), highest, 0));
      const exponentials = sum(exp(sub(x, largest)), axes, { keepDims: true });
      // Of nothing but -infinity: the logarithm of 0, whose gradient is 0 and not 0 times infinity.
      const isNothing = equal(exponentials, 0);
      const logarithm = where(isNothing, -Infinity, log(where(isNothing, 1, exponentials)));
      const total = add(logarithm, largest);
      return keepDims ? total : reshape(total, reducedShape(x.shape, axes, false));
    },
  },
  takes: "x, axes?, options?",
  call: reductionCall("logsumexp"),
});
