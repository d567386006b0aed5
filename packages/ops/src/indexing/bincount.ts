/** How often each number occurs. */
import {
  formatGiven,
  makeOp,
  type DType,
  formatShape,
  full,
  RensaError,
  sameShape,
  type Shape,
  type Tensor,
  wholeNumber,
} from "@rensa/core";
import { scatterNd } from "./gather-nd.ts";
import { asTuples, checkSegments } from "./segments.ts";

/**
 * How often each integer from 0 below `length` occurs in `x`, i32; with `weights`, of the shape of `x`, the sum of the
 * weights at each.
 *
 * Other integers are left out. The gradient of a weight is that of its sum. As PyTorch's `bincount`, but that the length
 * is given and not found, and `x` may have any shape.
 *
 * @throws RensaError `DTYPE_MISMATCH` where `x` is not i32, `SHAPE_MISMATCH` where weights do not suit,
 * `ATTRIBUTE_INVALID` for a length that is no integer from 0.
 *
 * @example
 * ```ts
 * import { bincount } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ labels: i32(6) }, ({ labels }) => bincount(labels, 4));
 * const program = await compile(traced);
 * console.log(program.run({ labels: [0, 2, 2, 1, 2, 0] }).data); // Int32Array [2, 1, 3, 0]
 * ```
 */
export const bincount = makeOp({
  name: "bincount",
  attributes: { length: wholeNumber(0, { minimum: 0 }) },
  forward: {
    composite: ([x], { length }) => counted(full(x.shape, 1, "i32"), x, length),
  },
  check: ({ length }, [x]) => {
    if (x?.dtype !== "i32") {
      throw new RensaError("DTYPE_MISMATCH", `bincount: the numbers are ${String(x?.dtype)}; convert them to i32.`);
    }
    if (!Number.isInteger(length) || length < 0) {
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `bincount: the length is ${formatGiven(length)}; give an integer from 0.`,
      );
    }
  },
  takes: "x, length, weights?",
  call: (apply) => {
    function call<const Length extends number>(
      x: Tensor<Shape, "i32">,
      length: Length,
    ): Tensor<readonly [Length], "i32">;
    function call<S extends Shape, D extends DType, const Length extends number>(
      x: Tensor<S, "i32">,
      length: Length,
      weights: Tensor<S, D>,
    ): Tensor<readonly [Length], D>;
    function call(x: Tensor<Shape, "i32">, length: number, weights?: Tensor): Tensor {
      if (weights === undefined) return apply([x], { length });
      if (!sameShape(weights.shape, x.shape)) {
        throw new RensaError(
          "SHAPE_MISMATCH",
          `bincount: ${formatShape(x.shape)} needs weights of that shape, not ${formatShape(weights.shape)}.`,
        );
      }
      checkSegments("bincount", length, weights.shape, x);
      return counted(weights, x, length);
    }
    return call;
  },
});

/** What is outside is not counted, and that is meant. */
function counted(weights: Tensor, x: Tensor, length: number): Tensor {
  return scatterNd(weights, asTuples(x), [length], { outside: "omit" });
}
