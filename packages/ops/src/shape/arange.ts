/** Numbers in steps, the end excluded. */
import { makeOp, type DType, oneOf, RensaError, type Tensor } from "@rensa/core";

/** i32 where all are literal integers, f32 where one is a literal with a fraction, else either. */
export type ArangeDType<Numbers extends number> = number extends Numbers
  ? DType
  : `${Numbers}` extends `${bigint}`
    ? "i32"
    : "f32";

/**
 * The numbers from `start` (included) to `stop` (excluded) in steps: `start + i * step`, `ceil((stop - start) / step)` of
 * them. Default step: 1. Default dtype: i32 where all three are integers, else f32. As PyTorch's `arange`. (The integers
 * from 0 are {@link iota}, whose length is known in the type.)
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a step of 0 or away from `stop`, or numbers that are not finite, or with a
 *   fraction where the dtype has none.
 *
 * @example
 * ```ts
 * import { arange } from "@rensa/ops";
 * import { trace } from "@rensa/core";
 *
 * const traced = trace({}, () => arange(1, 10, 2));
 * console.log(traced.result); // { shape: [5], dtype: "i32" }
 * ```
 */
export const arange = makeOp({
  name: "arange",
  inputs: [],
  attributes: { start: 0, stop: 0, step: 1, dtype: oneOf(["i32", "f32", "f64"] as readonly DType[], "i32") },
  forward: {
    loops: (_inputs, { start, stop, step, dtype }, { position }) => ({
      shape: [Math.ceil((stop - start) / step)],
      dtype,
      element: (index) => position(index).to(dtype).mul(step).add(start),
    }),
  },
  vjp: () => [],
  check: ({ start, stop, step, dtype }) => {
    const numbers = [start, stop, step];
    const shown = `from ${String(start)} to ${String(stop)} by ${String(step)}`;
    if (!numbers.every(Number.isFinite) || step === 0 || (stop - start) / step < 0) {
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `arange: ${shown} does not arrive; give finite numbers and a step toward the stop.`,
      );
    }
    if (dtype !== "f32" && dtype !== "f64" && (dtype !== "i32" || ![start, step].every(Number.isInteger))) {
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `arange: ${shown} cannot be ${dtype}; give i32 for integers, else f32 or f64.`,
      );
    }
  },
  takes: "start, stop, step?, dtype?",
  call:
    (apply) =>
    <
      const Start extends number,
      const Stop extends number,
      const Step extends number = 1,
      D extends DType = ArangeDType<Start | Stop | Step>,
    >(
      start: Start,
      stop: Stop,
      step?: Step,
      dtype?: D,
    ): Tensor<readonly [number], D> => {
      const numbers = { start, stop, step: step ?? 1 };
      const isWhole = Object.values(numbers).every(Number.isInteger);
      return apply([], { ...numbers, dtype: dtype ?? (isWhole ? "i32" : "f32") });
    },
});
