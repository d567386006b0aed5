/** A layer that is not trained, or not all of it. */
import { checkParts, checkKind } from "@rensa/core";
import type { Layer } from "../layer.ts";
import { copyOf } from "./named.ts";
import type { InputOf, KindOf, ParametersOf, ShapeFunctionOf } from "./plain-function.ts";
import type { WithName } from "./sequential-types.ts";

/** A layer with the parameters, shapes and name of another. */
export type Frozen<L extends Layer> = Layer<ParametersOf<L>, ShapeFunctionOf<L>, InputOf<L>, KindOf<L>> &
  (L extends WithName<infer N> ? WithName<N> : unknown);

/**
 * The layer with some of its parameters not trained: those whose path in it (`weights`, `dense_1.weights`) the
 * predicate is true for. Default: all of them. No gradients are computed for them. Kind, name and paths stay as they
 * are, so parameters of the layer fit the frozen one and the other way round. What a layer assigns itself, such as the
 * running statistics of `batchNorm`, it still does.
 *
 * @param layer - The layer.
 * @param isFrozen - Tells by a parameter's path whether it is left as it is; without it all are.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { dense, frozen, sequential, summary } from "@rensa/nn";
 * import { relu } from "@rensa/ops";
 * import { f32 } from "@rensa/core";
 *
 * const body = sequential(dense(784, 128), relu, dense(128, 64), relu);
 * const transfer = sequential(frozen(body), dense(64, 10));
 * const biasesOnly = frozen(body, (path) => path.endsWith("weights"));
 * const { trained, fixed } = await summary(transfer, f32(32, 784));
 * console.log(trained, fixed); // 650 108736
 * ```
 */
export function frozen<const L extends Layer>(layer: L, isFrozen: (path: string) => boolean = () => true): Frozen<L> {
  checkParts("frozen: the layer", layer, "kind", "initialize", "apply");
  checkKind("frozen: the test of paths", isFrozen, "function");
  const { name }: Partial<WithName> & { readonly kind: string } = layer;
  const copy = copyOf(layer, (path) => !isFrozen(path) && (layer.isTrainable?.(path) ?? true));
  return (name === undefined ? copy : { ...copy, name }) as Layer as Frozen<L>;
}
