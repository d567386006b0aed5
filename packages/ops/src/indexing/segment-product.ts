/** Products by segment. */
import { makeOp, full } from "@rensa/core";
import { scatterMultiply } from "./scatter-multiply.ts";
import { asTuples, segmentAttributes, segmentCall, segmentInputs, segmentShape } from "./segments.ts";

/**
 * The products of the values that have one segment number: `y[s] = product of values[i] where segments[i] = s`.
 *
 * `segments` is i32 and numbers the leading axes of the values, in any order; the result has shape
 * `[count, ...values.shape.slice(segments.shape.length)]`. An empty segment is 1. What has a number outside 0 to `count - 1` is left
 * out; negative numbers do not count from the end. The gradient is
 * exact at zeros too. As TensorFlow's `unsorted_segment_prod`.
 *
 * @throws RensaError `SHAPE_MISMATCH` where segments do not number leading axes, `DTYPE_MISMATCH` where they are not i32,
 * `ATTRIBUTE_INVALID` for a count that is no integer from 0.
 *
 * @example
 * ```ts
 * import { segmentProduct } from "@rensa/ops";
 * import { compile, f32, i32, trace } from "rensa";
 *
 * const traced = trace({ nodes: f32(4, 2), graphs: i32(4) }, ({ nodes, graphs }) => segmentProduct(nodes, graphs, 2));
 * const program = await compile(traced);
 * const { data } = program.run({ nodes: [[1, 2], [3, 4], [5, 6], [7, 8]], graphs: [0, 0, 1, 1] });
 * console.log(data); // Float32Array [3, 8, 35, 48]
 * ```
 */
export const segmentProduct = makeOp({
  name: "segment_product",
  inputs: segmentInputs,
  attributes: segmentAttributes,
  forward: {
    composite: ([values, segments], { count }) => {
      const ones = full(segmentShape(count, values, segments), 1, values.dtype);
      return scatterMultiply(ones, asTuples(segments), values);
    },
  },
  takes: "values, segments, count",
  call: segmentCall("segmentProduct"),
});
