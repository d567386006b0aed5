/** The product. Its derivative is exact at zeros too. */
import { makeOp, type Tensor } from "@rensa/core";
import { full, sizeOf } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { reshape } from "../shape/reshape.ts";
import { slice } from "../shape/slice.ts";
import { transpose } from "../shape/transpose.ts";
import { reducedExtents, reducedShape } from "./reduced.ts";
import { reductionAttributes, reductionCall } from "./reduction-call.ts";
import { requireNumbers } from "../types/require-dtype.ts";

/**
 * The product. Its derivative is exact at zeros too. Over the given axes (default: all); `keepDims` keeps them with length 1.
 *
 * @throws RensaError `DTYPE_MISMATCH` for bool, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { prod } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => prod(x, 1));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] }).data); // Float32Array [0, 1]
 * ```
 */
export const prod = makeOp({
  name: "prod",
  attributes: reductionAttributes,
  forward: {
    composite: ([x], { axes, keepDims }) => {
      const order = [...x.shape.keys()].filter((axis) => !axes.includes(axis)).concat(axes);
      const outer = reducedShape(x.shape, axes, false);
      const columns = reshape(transpose(x, order), [...outer, sizeOf(reducedExtents(x.shape, axes))]);
      return reshape(multiplyHalves(columns), reducedShape(x.shape, axes, keepDims));
    },
  },
  check: (_attributes, [x]) => requireNumbers("prod", x),
  takes: "x, axes?, options?",
  call: reductionCall("prod"),
});

/** The product along the last axis, by halves: no division, so that the derivative holds at zeros. */
function multiplyHalves(x: Tensor): Tensor {
  const outer = x.shape.slice(0, -1);
  const extent = x.shape.at(-1) ?? 1;
  if (extent === 0) return full([...outer, 1], 1, x.dtype);
  if (extent === 1) return x;
  const half = Math.floor(extent / 2);
  const zeros = outer.map(() => 0);
  const part = (from: number, to: number): Tensor => slice(x, [...zeros, from], [...outer, to]);
  const product = mul(part(0, half), part(half, 2 * half));
  const rest = multiplyHalves(product);
  return extent % 2 === 0 ? rest : mul(rest, part(extent - 1, extent));
}
