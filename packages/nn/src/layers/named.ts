/** A name for a layer. */
import type { Tensor, TensorTree } from "@rensa/core";
import type { Layer } from "../layer.ts";
import { checkName } from "./checks.ts";
import type { Lengths } from "../model.ts";
import { defineLayer } from "./define-layer.ts";
import {
  asLayer,
  type InputOf,
  type KindOf,
  type LayerLike,
  type ParametersOf,
  type ShapeFunctionOf,
} from "./plain-function.ts";
import type { WithName } from "./sequential-types.ts";

/** A layer (or a function) with a name. */
export type Named<N extends string, L> = Layer<ParametersOf<L>, ShapeFunctionOf<L>, InputOf<L>, KindOf<L>> &
  WithName<N>;

/**
 * The layer with a name, by which it stands in a `sequential` in place of `<kind>_<n>`: the key of its parameters and
 * the scope of its nodes. Names stay where layers come and go, which checkpoints and transfer learning need.
 *
 * @param name - The name, by which its parameters stand in the tree.
 * @param layer - The layer.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a name that is not made of letters, digits, `_` and `-`.
 *
 * @example
 * ```ts
 * import { i32, trace } from "@rensa/core";
 * import { dense, named, sequential } from "@rensa/nn";
 * import { relu } from "@rensa/ops";
 *
 * const model = sequential(named("encoder", dense(784, 64)), relu, named("head", dense(64, 10)));
 * const traced = trace({ key: i32(2) }, ({ key }) => model.initialize(key).encoder.weights);
 * console.log(traced.result); // { shape: [784, 64], dtype: "f32" }
 * ```
 */
export function named<const N extends string, const L extends LayerLike>(name: N, layer: L): Named<N, L> {
  checkName("named", name);
  return { ...copyOf(asLayer(layer)), name } as Layer as Named<N, L>;
}

/** A layer that does what another does, whatever that is an instance of. */
export function copyOf<P extends TensorTree>(
  layer: Layer<P>,
  isTrainable: ((path: string) => boolean) | undefined = layer.isTrainable &&
    ((path) => layer.isTrainable?.(path) ?? true),
): Layer<P> {
  return defineLayer({
    kind: layer.kind,
    initialize: (key) => layer.initialize(key),
    apply: (parameters: P, inputs: Tensor, context) => layer.apply(parameters, inputs, context),
    ...(isTrainable === undefined ? {} : { isTrainable }),
    ...(layer.lengthsAfter === undefined
      ? {}
      : { lengthsAfter: (lengths: Lengths) => layer.lengthsAfter?.(lengths) ?? null }),
  });
}
