/** Sums by segment. */
import { makeOp } from "@rensa/core";
import { scatterNd } from "./gather-nd.ts";
import { asTuples, segmentAttributes, segmentCall, segmentInputs, segmentShape } from "./segments.ts";

/**
 * The sums of the values that have one segment number: `y[s] = sum of values[i] where segments[i] = s`.
 *
 * `segments` is i32 and numbers the leading axes of the values, in any order; the result has shape
 * `[count, ...values.shape.slice(segments.shape.length)]`. An empty segment is 0. What has a number outside 0 to `count - 1` is left
 * out; negative numbers do not count from the end. As TensorFlow's `unsorted_segment_sum`, or
 * PyTorch's `index_add` on zeros.
 *
 * @throws RensaError `SHAPE_MISMATCH` where segments do not number leading axes, `DTYPE_MISMATCH` where they are not i32,
 * `ATTRIBUTE_INVALID` for a count that is no integer from 0.
 *
 * @example
 * ```ts
 * import { segmentSum } from "@rensa/ops";
 * import { compile, f32, i32, trace } from "rensa";
 *
 * const traced = trace({ nodes: f32(4, 2), graphs: i32(4) }, ({ nodes, graphs }) => segmentSum(nodes, graphs, 2));
 * const program = await compile(traced);
 * const { data } = program.run({ nodes: [[1, 2], [3, 4], [5, 6], [7, 8]], graphs: [0, 0, 1, 1] });
 * console.log(data); // Float32Array [4, 6, 12, 14]
 * ```
 */
export const segmentSum = makeOp({
  name: "segment_sum",
  inputs: segmentInputs,
  attributes: segmentAttributes,
  forward: {
    composite: ([values, segments], { count }) =>
      scatterNd(values, asTuples(segments), segmentShape(count, values, segments)),
  },
  takes: "values, segments, count",
  call: segmentCall("segmentSum"),
});
