/** Evenly spaced numbers, both ends included. */
import { makeOp, wholeNumber, oneOf, RensaError, select, type Tensor } from "@rensa/core";

/**
 * `count` evenly spaced numbers from `start` to `stop`, both included: element `i` is
 * `start + i * (stop - start) / (count - 1)`; one alone is `start`. The second half is counted from `stop`, so that the
 * last is exactly that (as in PyTorch's `linspace`). Default dtype: f32.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a count that is no integer from 0, or ends that are not finite.
 *
 * @example
 * ```ts
 * import { linspace, sin } from "@rensa/ops";
 * import { compile, trace } from "rensa";
 *
 * const traced = trace({}, () => sin(linspace(0, 1, 5)));
 * const program = await compile(traced);
 * console.log(program.run({}).data); // Float32Array [0, 0.2474..., 0.4794..., 0.6816..., 0.8414...]
 * ```
 */
export const linspace = makeOp({
  name: "linspace",
  inputs: [],
  attributes: { start: 0, stop: 1, count: wholeNumber(0, { minimum: 0 }), dtype: oneOf(["f32", "f64"], "f32") },
  forward: {
    loops: (_inputs, { start, stop, count, dtype }, { position }) => {
      const step = count < 2 ? 0 : (stop - start) / (count - 1);
      return {
        shape: [count],
        dtype,
        element: (index) => {
          const at = position(index);
          const fromStart = at.to(dtype).mul(step).add(start);
          if (count < 2) return fromStart;
          const fromStop = at
            .sub(count - 1)
            .to(dtype)
            .mul(step)
            .add(stop);
          return select(at.lt(Math.floor(count / 2)), fromStart, fromStop);
        },
      };
    },
  },
  vjp: () => [],
  check: ({ start, stop, count, dtype }) => {
    if (!Number.isInteger(count) || count < 0 || !Number.isFinite(start) || !Number.isFinite(stop)) {
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `linspace: ${String(count)} numbers from ${String(start)} to ${String(stop)}; give finite ends and a whole number of them.`,
      );
    }
    if (!["f32", "f64"].includes(dtype)) {
      throw new RensaError("ATTRIBUTE_INVALID", `linspace: ${dtype} is no float; give f32 or f64, or use arange.`);
    }
  },
  takes: "start, stop, count, dtype?",
  call:
    (apply) =>
    <const N extends number, D extends "f32" | "f64" = "f32">(
      start: number,
      stop: number,
      count: N,
      dtype?: D,
    ): Tensor<readonly [N], D> =>
      apply([], { start, stop, count, dtype: dtype ?? "f32" }),
});
