/** The dense layer. */
import { checkOptions } from "@rensa/core";
import { matmul } from "@rensa/ops";
import type { Layer } from "../layer.ts";
import { checkLastAxis, checkSize } from "./checks.ts";
import { defineLayer } from "./define-layer.ts";
import type { Features } from "./feature-shapes.ts";
import { initialWeights, withBias, type WeightOptions, type WeightsAndBias } from "./weights-and-bias.ts";

/**
 * `x · weights + bias`: `[batch, ..., inputs]` to `[batch, ..., outputs]`. Its parameters are `weights`
 * `[inputs, outputs]` (PyTorch's `Linear` has them transposed) and, unless `bias` is false, `bias` `[outputs]`.
 *
 * Defaults: weights `heUniform()`, bias `zeros()`.
 *
 * @param inputs - Features of the input: the length of its last axis.
 * @param outputs - Features of the output.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for sizes that are no whole numbers from 1; in `apply`, `RANK_MISMATCH` and
 *   `SHAPE_MISMATCH` for other inputs.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, i32, trace } from "@rensa/core";
 * import { dense, lecunNormal, sequential } from "@rensa/nn";
 * import { selu } from "@rensa/ops";
 *
 * const model = sequential(dense(784, 128, { initializer: lecunNormal(), bias: false }), selu, dense(128, 10));
 * const traced = trace({ x: f32(32, 784), key: i32(2) }, ({ x, key }) =>
 *   model.apply(model.initialize(key), x, { training: false, key, assign: () => {} }),
 * );
 * console.log(traced.result); // { shape: [32, 10], dtype: "f32" }
 * ```
 */
export function dense<const I extends number, const O extends number, const Bias extends boolean = true>(
  inputs: I,
  outputs: O,
  options: WeightOptions<Bias> = {},
): Layer<WeightsAndBias<readonly [I, O], O, Bias>, Features<"dense", I, O>, "f32", "dense"> {
  checkOptions("dense", options, ["bias", "initializer", "biasInitializer"]);
  checkSize("dense", "inputs", inputs);
  checkSize("dense", "outputs", outputs);
  return defineLayer({
    kind: "dense",
    initialize: (key) =>
      initialWeights<readonly [I, O], O, Bias>(
        key,
        { shape: [inputs, outputs], outputs, fans: { inputs, outputs } },
        options,
      ),
    apply: (parameters, x) => {
      checkLastAxis("dense", "features", x.shape, inputs);
      return withBias(matmul(x, parameters.weights), parameters);
    },
  });
}
