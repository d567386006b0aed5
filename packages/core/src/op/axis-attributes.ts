/** Attributes that are axes of an input. */
import { checkOptions } from "../graph/check-options.ts";
import { Attribute } from "./attribute.ts";

/**
 * An axis of an input, counted from the front: a call that takes `-1` for the last one normalizes it (`normalizeAxis`).
 * Calls and graphs that are loaded are checked against the rank of the input. Default: 0.
 *
 * @param options.of Which input. Default: the first.
 * @param options.inserted True for the place of a new axis, which may also stand after the last. Default: false.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { anyAxis, broadcastTo, defineOp, f32, normalizeAxis, type Tensor, trace } from "@rensa/core";
 *
 * const first = defineOp({
 *   name: "first_along",
 *   attributes: { axis: anyAxis() },
 *   forward: {
 *     loops: ([x], { axis }) => ({
 *       shape: x.shape.map((extent, at) => (at === axis ? 1 : extent)),
 *       element: (...at) => x.at(...at),
 *     }),
 *   },
 *   vjp: ({ inputs: [x], gradient }) => [() => broadcastTo(gradient, x.shape)],
 *   call:
 *     (apply) =>
 *     (x: Tensor, axis = -1): Tensor =>
 *       apply([x], { axis: normalizeAxis("firstAlong", axis, x.shape.length) }),
 * });
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => first(x));
 * console.log(traced.result); // { shape: [2, 1], dtype: "f32" }
 * ```
 */
export function anyAxis(options: { readonly of?: number; readonly inserted?: boolean } = {}): Attribute<number> {
  checkOptions("anyAxis", options, ["of", "inserted"]);
  return new Attribute({ kind: "axis", of: options.of ?? 0, inserted: options.inserted ?? false }, 0);
}

/**
 * Axes of an input, counted from the front, each once, ascending, as `normalizeAxes` gives them. Default: `[]`.
 *
 * @param options.of Which input. Default: the first.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { anyAxes } from "@rensa/core";
 * import { describeSchema } from "@rensa/core/compiler";
 *
 * console.log(anyAxes().initial, describeSchema(anyAxes().schema)); // [] "axes of the first input, from 0, each once, ascending"
 * ```
 */
export function anyAxes(options: { readonly of?: number } = {}): Attribute<readonly number[]> {
  checkOptions("anyAxes", options, ["of"]);
  return new Attribute<readonly number[]>({ kind: "axes", of: options.of ?? 0 }, []);
}
