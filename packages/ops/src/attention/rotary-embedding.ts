/** Positions as rotations. */
import {
  makeOp,
  type DType,
  formatShape,
  isFloat,
  number,
  oneOf,
  RensaError,
  type Shape,
  type Tensor,
  type VjpThunks,
} from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { mul } from "../arithmetic/mul.ts";
import { sub } from "../arithmetic/sub.ts";
import { exp } from "../exponential/exp.ts";
import { iota } from "../indexing/iota.ts";
import { concat } from "../shape/concat.ts";
import { expandDims } from "../shape/expand-dims.ts";
import { reshape } from "../shape/reshape.ts";
import { slice } from "../shape/slice.ts";
import { cos } from "../trigonometric/cos.ts";
import { sin } from "../trigonometric/sin.ts";

/** Which elements of a row make a pair: i and `i + width / 2`, or `2 * i` and `2 * i + 1`. */
export type RotaryPairing = "halves" | "neighbors";

/**
 * The elements of each row in pairs, pair i of the row at position p rotated by the angle
 * `(p + offset) * base ** (-2 * i / width)` (Su et al. 2021), so that the dot product of two rows depends on how far
 * apart they are.
 *
 * x is `[..., length, width]` with an even width. `pairing`: "halves" (the default; as GPT-NeoX and Llama), elements
 * i and `i + width / 2`, or "neighbors" (as the paper), elements `2 * i` and `2 * i + 1`. Defaults: `base` 10000
 * (above 0), `offset` 0 (the position of the first row), `inverse` false (true rotates back).
 *
 * @throws RensaError `RANK_MISMATCH`, `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { rotaryEmbedding } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ queries: f32(2, 4, 10, 8) }, ({ queries }) => rotaryEmbedding(queries));
 * console.log(traced.result); // { shape: [2, 4, 10, 8], dtype: "f32" }
 * ```
 */
export const rotaryEmbedding = makeOp({
  name: "rotary_embedding",
  attributes: {
    base: number(10000, { above: 0 }),
    offset: 0,
    pairing: oneOf(["halves", "neighbors"] as readonly RotaryPairing[], "halves"),
    inverse: false,
  },
  forward: {
    composite: ([x], { base, offset, pairing, inverse }) => {
      const [length = 1, width = 2] = x.shape.slice(-2);
      const half = width / 2;
      const frequencies = exp(mul(iota(half, x.dtype), (-2 * Math.log(base)) / width));
      const positions = add(iota(length, x.dtype), offset);
      const angles = mul(mul(expandDims(positions, 1), frequencies), inverse ? -1 : 1);
      const halves = pairing === "halves";
      // Of either pairing the first elements of the pairs, and the second ones.
      const paired: Tensor = reshape(x, [...x.shape.slice(0, -1), ...(halves ? [2, half] : [half, 2])]);
      const axis = paired.shape.length - (halves ? 2 : 1);
      const angle: Tensor = expandDims(angles, halves ? 1 : 2);
      const [first, second] = [part(paired, axis, 0), part(paired, axis, 1)];
      const rotated = concat(
        [sub(mul(first, cos(angle)), mul(second, sin(angle))), add(mul(second, cos(angle)), mul(first, sin(angle)))],
        axis,
      );
      return reshape(rotated, x.shape);
    },
  },
  // A rotation is undone by its transpose.
  vjp: ({ gradient }, { inverse, ...attributes }): VjpThunks => [
    () => rotaryEmbedding(gradient, { ...attributes, inverse: !inverse }),
  ],
  check: ({ base, pairing }) => {
    if (!(base > 0))
      throw new RensaError("ATTRIBUTE_INVALID", `rotaryEmbedding: the base is ${String(base)}; give a number above 0.`);
    if (!["halves", "neighbors"].includes(pairing))
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `rotaryEmbedding: "${pairing}" is not a pairing; give "halves" or "neighbors".`,
      );
  },
  takes: "x, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      x: Tensor<S, D>,
      options: {
        readonly base?: number;
        readonly offset?: number;
        readonly pairing?: RotaryPairing;
        readonly inverse?: boolean;
      } = {},
    ): Tensor<S, D> => {
      if (!isFloat(x.dtype)) {
        throw new RensaError("DTYPE_MISMATCH", `rotaryEmbedding: is not defined for ${x.dtype}; cast to f32 or f64.`);
      }
      if (x.shape.length < 2) {
        throw new RensaError(
          "RANK_MISMATCH",
          `rotaryEmbedding: ${formatShape(x.shape)} has ${String(x.shape.length)} axes and needs at least 2; reshape it to [..., length, width].`,
        );
      }
      if ((x.shape.at(-1) ?? 1) % 2 !== 0) {
        throw new RensaError(
          "SHAPE_MISMATCH",
          `rotaryEmbedding: the width of ${formatShape(x.shape)} is odd and elements are rotated in pairs; give an even one.`,
        );
      }
      return apply([x], options);
    },
});

/** One element of an axis, which is kept. */
function part(x: Tensor, axis: number, position: number): Tensor {
  return slice(
    x,
    x.shape.map((_, at) => (at === axis ? position : 0)),
    x.shape.map((extent, at) => (at === axis ? position + 1 : extent)),
  );
}
