/** The gradient of a largest or smallest element. */
import type { Tensor, VjpArguments, VjpThunks } from "@rensa/core";
import { div } from "../arithmetic/div.ts";
import { mul } from "../arithmetic/mul.ts";
import { equal } from "../comparison/equal.ts";
import { cast } from "../structure/cast.ts";
import { spread } from "./reduced.ts";
import type { ReductionAttributes } from "./reduction-call.ts";
import { sum } from "./sum.ts";

/** The gradient goes to the elements that equal the result, evenly where several do. */
export function shareAmongTies(
  { inputs: [x], output, gradient }: VjpArguments<readonly ["x"]>,
  { axes }: ReductionAttributes,
): VjpThunks {
  return [
    (): Tensor => {
      const best = cast(equal(x, spread(output, x.shape, axes)), x.dtype);
      const count = sum(best, axes, { keepDims: gradient.shape.length === x.shape.length });
      return mul(best, spread(div(gradient, count), x.shape, axes));
    },
  ];
}
