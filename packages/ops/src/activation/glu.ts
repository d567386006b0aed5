/** The gated linear unit. */
import { anyAxis, makeOp, type DType, normalizeAxis, oneOf, RensaError, type Shape, type Tensor } from "@rensa/core";
import { gelu } from "./gelu.ts";
import { relu } from "./relu.ts";
import { sigmoid } from "./sigmoid.ts";
import { silu } from "./silu.ts";
import { mul } from "../arithmetic/mul.ts";
import { slice } from "../shape/slice.ts";

/** The gates by name. */
const gates = {
  sigmoid: (x: Tensor) => sigmoid(x),
  relu: (x: Tensor) => relu(x),
  gelu: (x: Tensor) => gelu(x),
  silu: (x: Tensor) => silu(x),
  linear: (x: Tensor) => x,
} as const;

type Gate = keyof typeof gates;

/**
 * `a * gate(b)`, where `a` and `b` are the first and the second half of `x` along an axis (Dauphin et al. 2017), as
 * PyTorch's `glu`. `gate` is `"sigmoid"` (the default), `"relu"`, `"gelu"`, `"silu"` or `"linear"` (Shazeer 2020).
 * Default axis: the last. {@link swiglu} takes the halves as two tensors.
 *
 * @throws RensaError `SHAPE_MISMATCH` where the axis is odd, `ATTRIBUTE_INVALID` for an axis that is not there or
 * another gate.
 *
 * @example
 * ```ts
 * import { glu } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 6) }, ({ x }) => glu(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[1, 2, 3, 0, 1, -1], [4, 5, 6, 2, -2, 0]] });
 * console.log(data); // Float32Array [0.5, 1.4621..., 0.8068..., 3.5231..., 0.5960..., 3]
 * ```
 */
export const glu = makeOp({
  name: "glu",
  attributes: {
    axis: anyAxis(),
    gate: oneOf(["sigmoid", "relu", "gelu", "silu", "linear"] as readonly Gate[], "sigmoid"),
  },
  forward: {
    composite: ([x], { axis, gate }) => {
      const half = (x.shape[axis] ?? 0) / 2;
      const start = x.shape.map(() => 0);
      const first = slice(x, start, x.shape.with(axis, half));
      const second = slice(x, start.with(axis, half), x.shape);
      return mul(first, gates[gate](second));
    },
  },
  check: ({ axis, gate }, [x]) => {
    const extent = x?.shape[axis] ?? 0;
    if (extent % 2 !== 0) {
      throw new RensaError(
        "SHAPE_MISMATCH",
        `glu: axis ${String(axis)} has ${String(extent)} elements, which are no two halves; give an even number.`,
      );
    }
    if (!Object.hasOwn(gates, gate)) {
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `glu: "${gate}" is no gate; give one of ${Object.keys(gates).join(", ")}.`,
      );
    }
  },
  takes: "x, axis?, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      x: Tensor<S, D>,
      axis = -1,
      options?: { readonly gate?: Gate },
    ): Tensor<{ readonly [K in keyof S]: number }, D> =>
      apply([x], { axis: normalizeAxis("glu", axis, x.shape.length), gate: options?.gate ?? "sigmoid" }),
});
