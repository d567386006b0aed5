/** The smallest by segment. */
import { full, makeOp } from "@rensa/core";
import { startOf } from "@rensa/core/compiler";
import { scatterMin } from "./scatter-min.ts";
import { asTuples, segmentAttributes, segmentCall, segmentInputs, segmentShape } from "./segments.ts";

/**
 * The smallest of the values that have one segment number: `y[s] = min of values[i] where segments[i] = s`; NaN where one is NaN.
 *
 * `segments` is i32 and numbers the leading axes of the values, in any order; the result has shape
 * `[count, ...values.shape.slice(segments.shape.length)]`. An empty segment is Infinity (of integers, their greatest). What has a number outside 0 to `count - 1` is left
 * out; negative numbers do not count from the end. The gradient is
 * shared evenly among equal ones. As JAX's `segment_min`.
 *
 * @throws RensaError `SHAPE_MISMATCH` where segments do not number leading axes, `DTYPE_MISMATCH` where they are not i32,
 * `ATTRIBUTE_INVALID` for a count that is no integer from 0.
 *
 * @example
 * ```ts
 * import { segmentMin } from "@rensa/ops";
 * import { compile, f32, i32, trace } from "rensa";
 *
 * const traced = trace({ nodes: f32(4, 2), graphs: i32(4) }, ({ nodes, graphs }) => segmentMin(nodes, graphs, 2));
 * const program = await compile(traced);
 * const { data } = program.run({ nodes: [[1, 2], [3, 4], [5, 6], [7, 8]], graphs: [0, 0, 1, 1] });
 * console.log(data); // Float32Array [1, 2, 5, 6]
 * ```
 */
export const segmentMin = makeOp({
  name: "segment_min",
  inputs: segmentInputs,
  attributes: segmentAttributes,
  forward: {
    composite: ([values, segments], { count }) => {
      const start = full(segmentShape(count, values, segments), startOf("min", values.dtype), values.dtype);
      return scatterMin(start, asTuples(segments), values);
    },
  },
  takes: "values, segments, count",
  call: segmentCall("segmentMin"),
});
