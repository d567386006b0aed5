/** Quantiles, between elements by a straight line. */
import { requireTensor } from "../types/require-tensor.ts";
import {
  anyAxis,
  makeOp,
  type DType,
  normalizeAxis,
  number,
  oneOf,
  RensaError,
  type Shape,
  type Tensor,
} from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { mul } from "../arithmetic/mul.ts";
import { where } from "../comparison/where.ts";
import { isNan } from "../comparison/is-nan.ts";
import { reshape } from "../shape/reshape.ts";
import type { AxesCheck, Reduce } from "../types/shapes.ts";
import { between } from "./ordered-part.ts";
import { sort } from "./sort.ts";

/** How a quantile between two elements is found. */
export type Interpolation = "linear" | "lower" | "higher" | "midpoint" | "nearest";

const interpolations: readonly Interpolation[] = ["linear", "lower", "higher", "midpoint", "nearest"];

/**
 * The value below which a part `q` of the elements lies, along an axis or, by default, over all: with the elements in
 * order, the one at place `q * (n - 1)`, where the first is at 0; between two places `interpolation` decides (`"linear"`
 * by default; `"nearest"` takes the even place halfway). NaN where one element is NaN. As PyTorch's `quantile`.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` where `q` is not from 0 to 1, the axis is not there or the interpolation is not
 * known, `SHAPE_MISMATCH` for no elements, `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { quantile } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 4) }, ({ x }) => quantile(x, 0.9, 1));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[3, 1, 4, 1], [5, 9, 2, 6]] }).data); // Float32Array [3.7, 8.1]
 * ```
 */
export const quantile = makeOp({
  name: "quantile",
  attributes: {
    q: number(0.5, { minimum: 0, maximum: 1 }),
    axis: anyAxis(),
    interpolation: oneOf(interpolations, "linear"),
  },
  forward: {
    composite: ([x], { q, axis, interpolation }) => {
      const extent = x.shape[axis] ?? 1;
      const sorted = sort(x, axis);
      const [place, weight] = placeAndWeight(q * (extent - 1), interpolation);
      const at = (from: number): Tensor => between(sorted, axis, from, from + 1);
      // A weight of 0 must not bring in an infinite neighbor.
      const value = weight === 0 ? at(place) : add(mul(at(place), 1 - weight), mul(at(place + 1), weight));
      // NaN is last in order.
      const last = at(extent - 1);
      const result = where(isNan(last), last, value);
      return reshape(
        result,
        x.shape.filter((_, position) => position !== axis),
      );
    },
  },
  check: ({ q, axis, interpolation }, [x]) => {
    if (!(q >= 0 && q <= 1)) {
      throw new RensaError("ATTRIBUTE_INVALID", `quantile: q is ${String(q)}; give a number from 0 to 1.`);
    }
    if (!interpolations.includes(interpolation)) {
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `quantile: there is no interpolation "${interpolation}"; give one of ${interpolations.join(", ")}.`,
      );
    }
    if (x?.shape[axis] === 0) {
      throw new RensaError("SHAPE_MISMATCH", "quantile: there are no elements along the axis; give at least one.");
    }
    if (x?.dtype !== "f32" && x?.dtype !== "f64") {
      throw new RensaError("DTYPE_MISMATCH", `quantile: ${String(x?.dtype)} has no quantiles; convert to f32 first.`);
    }
  },
  takes: "x, q, axis?, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const Axis extends number | undefined = undefined>(
      x: Tensor<S, D>,
      q: number,
      axis?: Axis & AxesCheck<"quantile", S, Axis>,
      options?: { readonly interpolation?: Interpolation },
    ): Tensor<Reduce<S, Axis, false>, D> => {
      const [from, along] = flatOrAlong("quantile", x, axis);
      return apply([from], { q, axis: along, ...options });
    },
});

/** The place at or below, and how much the next one counts. */
function placeAndWeight(at: number, interpolation: Interpolation): readonly [number, number] {
  const below = Math.floor(at);
  switch (interpolation) {
    case "linear":
      return [below, at - below];
    case "lower":
      return [below, 0];
    case "higher":
      return [Math.ceil(at), 0];
    case "midpoint":
      return [below, at === below ? 0 : 0.5];
    case "nearest":
      return [at - below === 0.5 ? below + (below % 2) : Math.round(at), 0];
  }
}

/**
 * The tensor and the axis, counted from the front; where there is none, all elements in a row.
 *
 * @throws RensaError `ARGUMENT_INVALID` for what is no tensor, `ATTRIBUTE_INVALID` for an axis that is not there.
 */
export function flatOrAlong(name: string, x: Tensor, axis: number | undefined): readonly [Tensor, number] {
  requireTensor(name, "x", x);
  return axis === undefined ? [reshape(x, [-1]), 0] : [x, normalizeAxis(name, axis, x.shape.length)];
}
