/** A vector of each word. */
import { checkOptions } from "@rensa/core";
import type { Shape, Tensor } from "@rensa/core";
import { take } from "@rensa/ops";
import type { Initializer } from "../initializers/initializer.ts";
import { normal } from "../initializers/normal.ts";
import type { Layer, ShapeFunction } from "../layer.ts";
import { checkDType, checkSize } from "./checks.ts";
import { defineLayer } from "./define-layer.ts";
import { keyFor } from "./key-for.ts";

/** How an {@link embedding} is made. */
export interface EmbeddingOptions {
  /** What the vectors start from. Default: `normal()`. */
  readonly initializer?: Initializer;
}

/** An embedding puts an axis of `E` features after the others. */
export interface EmbeddingShape<E extends number> extends ShapeFunction {
  readonly output: this["input"] extends infer S extends Shape ? readonly [...S, E] : Shape;
}

/**
 * For each number the row of `weights` that it names: `[batch, ...]` of i32 to `[batch, ..., features]`. Its only
 * parameter is `weights` `[count, features]`. A number below 0 counts as 0, one from `count` on as the last (as the op
 * `take`; PyTorch's `Embedding` refuses them, and so does a program that is compiled with `checkIndices`).
 *
 * Default: the standard normal distribution, as PyTorch's `Embedding`. An initializer that scales sees `count` inputs
 * and `features` outputs.
 *
 * @param count - The number of rows; inputs are integers from 0 below it.
 * @param features - The length of a row.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for sizes that are no whole numbers from 1; in `apply`, `DTYPE_MISMATCH` for
 * what is
 *   not i32.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { i32, trace } from "@rensa/core";
 * import { dense, embedding, sequential } from "@rensa/nn";
 *
 * const model = sequential(embedding(1000, 32), dense(32, 1000));
 * const traced = trace({ words: i32(8, 20), key: i32(2) }, ({ words, key }) =>
 *   model.apply(model.initialize(key), words, { training: false, key, assign: () => {} }),
 * );
 * console.log(traced.result); // { shape: [8, 20, 1000], dtype: "f32" }
 * ```
 */
export function embedding<const N extends number, const E extends number>(
  count: N,
  features: E,
  options: EmbeddingOptions = {},
): Layer<{ readonly weights: Tensor<readonly [N, E], "f32"> }, EmbeddingShape<E>, "i32", "embedding"> {
  checkOptions("embedding", options, ["initializer"]);
  const { initializer = normal() } = options;
  checkSize("embedding", "rows", count);
  checkSize("embedding", "features", features);
  return defineLayer({
    kind: "embedding",
    initialize: (key) => ({
      weights: initializer(keyFor(key, "weights"), [count, features] as const, { inputs: count, outputs: features }),
    }),
    apply: ({ weights }, x: Tensor<Shape, "i32">) => {
      checkDType("embedding", x, "i32");
      return take(weights, x);
    },
  });
}
