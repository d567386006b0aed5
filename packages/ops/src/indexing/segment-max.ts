/** The largest by segment. */
import { full, makeOp } from "@rensa/core";
import { startOf } from "@rensa/core/compiler";
import { scatterMax } from "./scatter-max.ts";
import { asTuples, segmentAttributes, segmentCall, segmentInputs, segmentShape } from "./segments.ts";

/**
 * The largest of the values that have one segment number: `y[s] = max of values[i] where segments[i] = s`; NaN where one is NaN.
 *
 * `segments` is i32 and numbers the leading axes of the values, in any order; the result has shape
 * `[count, ...values.shape.slice(segments.shape.length)]`. An empty segment is -Infinity (of integers, their least). What has a number outside 0 to `count - 1` is left
 * out; negative numbers do not count from the end. The gradient is
 * shared evenly among equal ones. As JAX's `segment_max`.
 *
 * @throws RensaError `SHAPE_MISMATCH` where segments do not number leading axes, `DTYPE_MISMATCH` where they are not i32,
 * `ATTRIBUTE_INVALID` for a count that is no integer from 0.
 *
 * @example
 * ```ts
 * import { segmentMax } from "@rensa/ops";
 * import { compile, f32, i32, trace } from "rensa";
 *
 * const traced = trace({ nodes: f32(4, 2), graphs: i32(4) }, ({ nodes, graphs }) => segmentMax(nodes, graphs, 2));
 * const program = await compile(traced);
 * const { data } = program.run({ nodes: [[1, 2], [3, 4], [5, 6], [7, 8]], graphs: [0, 0, 1, 1] });
 * console.log(data); // Float32Array [3, 4, 7, 8]
 * ```
 */
export const segmentMax = makeOp({
  name: "segment_max",
  inputs: segmentInputs,
  attributes: segmentAttributes,
  forward: {
    composite: ([values, segments], { count }) => {
      const start = full(segmentShape(count, values, segments), startOf("max", values.dtype), values.dtype);
      return scatterMax(start, asTuples(segments), values);
    },
  },
  takes: "values, segments, count",
  call: segmentCall("segmentMax"),
});
