/** Means by segment. */
import { expectTensor, full, makeOp } from "@rensa/core";
import { div } from "../arithmetic/div.ts";
import { maximum } from "../arithmetic/maximum.ts";
import { reshape } from "../shape/reshape.ts";
import { scatterNd } from "./gather-nd.ts";
import { asTuples, segmentAttributes, segmentCall, segmentInputs } from "./segments.ts";
import { segmentSum } from "./segment-sum.ts";
import { requireFloat } from "../types/require-dtype.ts";

/**
 * The means of the values that have one segment number: `y[s] = mean of values[i] where segments[i] = s`.
 *
 * `segments` is i32 and numbers the leading axes of the values, in any order; the result has shape
 * `[count, ...values.shape.slice(segments.shape.length)]`. An empty segment is 0. What has a number outside 0 to `count - 1` is left
 * out; negative numbers do not count from the end. As TensorFlow's `unsorted_segment_mean`.
 *
 * @throws RensaError `SHAPE_MISMATCH` where segments do not number leading axes, `DTYPE_MISMATCH` where they are not i32 or the values are
 * integers,
 * `ATTRIBUTE_INVALID` for a count that is no integer from 0.
 *
 * @example
 * ```ts
 * import { segmentMean } from "@rensa/ops";
 * import { compile, f32, i32, trace } from "rensa";
 *
 * const traced = trace({ nodes: f32(4, 2), graphs: i32(4) }, ({ nodes, graphs }) => segmentMean(nodes, graphs, 2));
 * const program = await compile(traced);
 * const { data } = program.run({ nodes: [[1, 2], [3, 4], [5, 6], [7, 8]], graphs: [0, 0, 1, 1] });
 * console.log(data); // Float32Array [2, 3, 6, 7]
 * ```
 */
export const segmentMean = makeOp({
  name: "segment_mean",
  inputs: segmentInputs,
  attributes: segmentAttributes,
  forward: {
    composite: ([values, segments], { count }) => {
      const ones = full(segments.shape, 1, values.dtype);
      const numbers = maximum(scatterNd(ones, asTuples(segments), [count]), 1);
      const inner = values.shape.slice(segments.shape.length).map(() => 1);
      return div(
        segmentSum(values, expectTensor("segmentMean: its segments", segments, "i32"), count),
        reshape(numbers, [count, ...inner]),
      );
    },
  },
  check: (_attributes, [x]) => requireFloat("segmentMean", x),
  takes: "values, segments, count",
  call: segmentCall("segmentMean"),
});
