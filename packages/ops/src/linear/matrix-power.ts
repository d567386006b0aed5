/** A matrix multiplied by itself. */
import { broadcastTo, makeOp, type DType, wholeNumber, RensaError, type Shape, type Tensor } from "@rensa/core";
import { eye } from "../matrix/eye.ts";
import { checkSquare } from "../matrix/matrix-checks.ts";
import type { SquareCheck } from "../matrix/matrix-types.ts";
import { matmul } from "./matmul.ts";

/**
 * The square matrices in the last two axes multiplied `power` times, by squaring: `log2(power)` products, and one more for
 * each further bit. The power 0 is the unit matrix. As PyTorch's `linalg.matrix_power` from 0 on.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a power that is no integer from 0 (invert the matrix for negative ones),
 *   `RANK_MISMATCH` for fewer than two axes, `SHAPE_MISMATCH` for what is not square.
 *
 * @example
 * ```ts
 * import { matrixPower } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(3, 3) }, ({ x }) => matrixPower(x, 5));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[1, 1, 0], [0, 1, 0], [0, 0, 2]] });
 * console.log(data); // Float32Array [1, 5, 0, 0, 1, 0, 0, 0, 32]
 * ```
 */
export const matrixPower = makeOp({
  name: "matrix_power",
  attributes: { power: wholeNumber(1) },
  forward: {
    composite: ([x], { power }) => {
      if (power === 0) return broadcastTo(eye(x.shape.at(-1) ?? 1, undefined, x.dtype), x.shape);
      let [result, square]: [Tensor | null, Tensor] = [null, x];
      for (let left = power; ; square = matmul(square, square)) {
        if (left % 2 === 1) result = result === null ? square : matmul(result, square);
        left = Math.floor(left / 2);
        if (left === 0) return result ?? square;
      }
    },
  },
  check: ({ power }, [x]) => {
    checkSquare("matrixPower", x);
    if (Number.isInteger(power) && power >= 0) return;
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `matrixPower: ${String(power)} is no integer from 0; give one, and invert the matrix for a negative power.`,
    );
  },
  takes: "x, power",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(x: Tensor<S, D> & SquareCheck<"matrixPower", S>, power: number): Tensor<S, D> =>
      apply([x], { power }),
});
