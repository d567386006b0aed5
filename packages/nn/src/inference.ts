/** What a model is told where it is applied outside of a training. */
import { full } from "@rensa/core";
import type { ApplyContext, Key } from "./model.ts";

/**
 * The context of a model that is applied by hand and not trained: dropout is off, batch norm uses its running means, what is
 * assigned is forgotten. A model that draws at random all the same draws the same each time.
 *
 * @example
 * ```ts
 * import { compile, f32, i32, trace } from "rensa";
 * import { dense, inference } from "@rensa/nn";
 *
 * const layer = dense(2, 1);
 * const traced = trace({ x: f32(3, 2), key: i32(2) }, ({ x, key }) => layer.apply(layer.initialize(key), x, inference));
 * console.log((await compile(traced)).run({ x: [[1, 2], [3, 4], [5, 6]], key: [0, 0] }).shape); // [3, 1]
 * ```
 */
export const inference: ApplyContext = Object.freeze({
  training: false,
  // Made where it is read, and only there.
  get key(): Key {
    return full([2], 0, "i32");
  },
  assign: () => undefined,
});
