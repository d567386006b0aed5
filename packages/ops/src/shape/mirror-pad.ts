/** Margins of what stands at the edge: mirrored or repeated. */
import { broadcastTo, makeOp, type DType, wholeNumber, listOf, oneOf, type Shape, type Tensor } from "@rensa/core";
import type { SameRank } from "./axis-types.ts";
import { flip } from "./flip.ts";
import { checkMargins, partOf, withMargins } from "./margins.ts";

/** What stands in the margin of `[1, 2, 3]`: `3, 2 |1, 2, 3| 2, 1`, or `2, 1 |1, 2, 3| 3, 2`, or `1, 1 |1, 2, 3| 3, 3`. */
export type MirrorMode = "reflect" | "symmetric" | "edge";

/**
 * The tensor with `low` elements before and `high` after it along each axis, which are its own:
 *
 * - `"reflect"` (the default): mirrored at the outermost element, which is not repeated; at most `extent - 1`
 *   (PyTorch's `pad` with `mode="reflect"`);
 * - `"symmetric"`: mirrored at the edge, so that the outermost element is repeated; at most `extent` (NumPy's);
 * - `"edge"`: the outermost element, any number of times (PyTorch's `"replicate"`).
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for sizes that are not one per axis, or larger than what can be mirrored.
 *
 * @example
 * ```ts
 * import { mirrorPad } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 2) }, ({ x }) => mirrorPad(x, [1, 1], [1, 1], { mode: "symmetric" }));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[1, 2], [3, 4]] });
 * console.log(data); // Float32Array [1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4]
 * ```
 */
export const mirrorPad = makeOp({
  name: "mirror_pad",
  attributes: {
    low: listOf(wholeNumber(0, { minimum: 0 })),
    high: listOf(wholeNumber(0, { minimum: 0 })),
    mode: oneOf(["reflect", "symmetric", "edge"] as readonly MirrorMode[], "reflect"),
  },
  forward: {
    composite: ([x], { low, high, mode }) =>
      withMargins(x, low, high, (inner, axis, size, side) => {
        const extent = inner.shape[axis] ?? 1;
        if (mode === "edge") {
          const edge = side === "before" ? partOf(inner, axis, 0, 1) : partOf(inner, axis, extent - 1, extent);
          return broadcastTo(
            edge,
            edge.shape.map((own, at) => (at === axis ? size : own)),
          );
        }
        const skipped = mode === "reflect" ? 1 : 0;
        const part =
          side === "before"
            ? partOf(inner, axis, skipped, skipped + size)
            : partOf(inner, axis, extent - skipped - size, extent - skipped);
        return flip(part, axis);
      }),
  },
  check: ({ low, high, mode }, [x]) => {
    const most = {
      reflect: (extent: number) => extent - 1,
      symmetric: (extent: number) => extent,
      edge: () => Infinity,
    };
    checkMargins(`mirrorPad (${mode})`, x?.shape ?? [], low, high, most[mode]);
  },
  takes: "x, low, high, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      x: Tensor<S, D>,
      low: readonly number[],
      high: readonly number[],
      options?: { readonly mode?: MirrorMode },
    ): Tensor<SameRank<S>, D> =>
      apply([x], { low, high, mode: options?.mode ?? "reflect" }),
});
