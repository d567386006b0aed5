/** Channels as blocks of pixels, and back: each other's inverse and transpose. */
import { makeOp, type DType, formatShape, wholeNumber, RensaError, type Shape, type Tensor } from "@rensa/core";
import { reshape } from "../shape/reshape.ts";
import { transpose } from "../shape/transpose.ts";
import { checkImages } from "./image-checks.ts";
import type { DepthToSpace, ImageCheck, SpaceToDepth } from "./image-types.ts";

/**
 * The images `[batch, height, width, block * block * channels]` with the channels of each pixel laid out as a square of
 * `block` by `block` pixels: `[batch, height * block, width * block, channels]`. Channel `(r * block + s) * channels + c`
 * is channel `c` of the pixel in row `r` and column `s` of the square, as in TensorFlow's `depth_to_space`. (PyTorch's
 * `pixel_shuffle` counts channels as `(c * block + r) * block + s`.) It costs nothing: it is an index map.
 *
 * @throws RensaError `RANK_MISMATCH` for what has not four axes, `ATTRIBUTE_INVALID` for a block that is no integer from 1,
 *   `SHAPE_MISMATCH` where the channels are no multiple of its square.
 *
 * @example
 * ```ts
 * import { depthToSpace } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(8, 14, 14, 12) }, ({ x }) => depthToSpace(x, 2));
 * console.log(traced.result); // { shape: [8, 28, 28, 3], dtype: "f32" }
 * ```
 */
export const depthToSpace = makeOp({
  name: "depth_to_space",
  attributes: { block: wholeNumber(1, { minimum: 1 }) },
  forward: {
    composite: ([x], { block }) => {
      const [batch = 1, height = 1, width = 1, depth = 1] = x.shape;
      const channels = depth / block ** 2;
      const squares = reshape(x, [batch, height, width, block, block, channels]);
      const rows = transpose(squares, [0, 1, 3, 2, 4, 5]);
      return reshape(rows, [batch, height * block, width * block, channels]);
    },
  },
  check: ({ block }, [x]) => {
    checkImages("depthToSpace", x);
    checkBlock("depthToSpace", block);
    const shape = x?.shape ?? [];
    if ((shape[3] ?? 0) % block ** 2 === 0) return;
    throw new RensaError(
      "SHAPE_MISMATCH",
      `depthToSpace: the ${String(shape[3])} channels of ${formatShape(shape)} do not fill squares of ${String(block)} by ${String(block)}; give a multiple of ${String(block ** 2)}.`,
    );
  },
  takes: "x, block",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const Block extends number>(
      x: Tensor<S, D> & ImageCheck<"depthToSpace", S>,
      block: Block,
    ): Tensor<DepthToSpace<S, Block>, D> =>
      apply([x], { block }),
});

/**
 * The images `[batch, height, width, channels]` with each square of `block` by `block` pixels laid out as the channels of
 * one: `[batch, height / block, width / block, block * block * channels]`. The inverse of {@link depthToSpace}, as
 * TensorFlow's `space_to_depth`. (PyTorch's `pixel_unshuffle` counts channels otherwise.) It costs nothing.
 *
 * @throws RensaError `RANK_MISMATCH` for what has not four axes, `ATTRIBUTE_INVALID` for a block that is no integer from 1,
 *   `SHAPE_MISMATCH` where height or width are no multiples of it.
 *
 * @example
 * ```ts
 * import { spaceToDepth } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(8, 28, 28, 3) }, ({ x }) => spaceToDepth(x, 2));
 * console.log(traced.result); // { shape: [8, 14, 14, 12], dtype: "f32" }
 * ```
 */
export const spaceToDepth = makeOp({
  name: "space_to_depth",
  attributes: { block: wholeNumber(1, { minimum: 1 }) },
  forward: {
    composite: ([x], { block }) => {
      const [batch = 1, height = 1, width = 1, channels = 1] = x.shape;
      const [rows, columns] = [height / block, width / block];
      const squares = reshape(x, [batch, rows, block, columns, block, channels]);
      const pixels = transpose(squares, [0, 1, 3, 2, 4, 5]);
      return reshape(pixels, [batch, rows, columns, block ** 2 * channels]);
    },
  },
  check: ({ block }, [x]) => {
    checkImages("spaceToDepth", x);
    checkBlock("spaceToDepth", block);
    const shape = x?.shape ?? [];
    if (shape.slice(1, 3).every((extent) => extent % block === 0)) return;
    throw new RensaError(
      "SHAPE_MISMATCH",
      `spaceToDepth: ${formatShape(shape)} is not made of squares of ${String(block)} by ${String(block)}; give a height and a width that are multiples of ${String(block)}.`,
    );
  },
  takes: "x, block",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const Block extends number>(
      x: Tensor<S, D> & ImageCheck<"spaceToDepth", S>,
      block: Block,
    ): Tensor<SpaceToDepth<S, Block>, D> =>
      apply([x], { block }),
});

function checkBlock(name: string, block: number): void {
  if (Number.isInteger(block) && block > 0) return;
  throw new RensaError("ATTRIBUTE_INVALID", `${name}: a block of ${String(block)} pixels; give an integer from 1.`);
}
