/** Layers wired by a function: shared weights, several inputs, anything that is no chain. */
import { checkParts, checkKind, scope, type DType, type Shape, type Tensor, type TensorTree } from "@rensa/core";
import type { AnyShape, Layer, ShapeAfter, ShapeCheck, ShapeFunction } from "../layer.ts";
import type { ApplyContext, Model } from "../model.ts";
import { contextFor, initializeChildren, isTrainableIn, runPart } from "./child.ts";
import { checkName } from "./checks.ts";
import type { Parameter } from "./parameter.ts";
import type { ParametersByName } from "./plain-function.ts";

/** Layers and parameters by name. */
export type Parts = Readonly<Record<string, Layer | Parameter>>;

/** A layer with its parameters: a function that may be called any number of times, each time with the same ones. */
export interface BoundLayer<
  P extends TensorTree = TensorTree,
  F extends ShapeFunction = ShapeFunction,
  D extends DType = DType,
> {
  /**
   * @param inputs - A batch.
   */
  <const S extends Shape>(inputs: Tensor<S, D> & ShapeCheck<F, S>): Tensor<ShapeAfter<F, S>, "f32">;
  /** Its parameters, to compute with. */
  readonly parameters: P;
}

/** Parts with their parameters: layers are functions, parameters are tensors. */
export type BoundParts<M extends Parts> = {
  readonly [K in keyof M]: M[K] extends Layer<infer P, infer F, infer D>
    ? BoundLayer<P, F, D>
    : M[K] extends Parameter<infer S>
      ? Tensor<S, "f32">
      : never;
};

/**
 * A layer (or, where it reads or gives a tree of tensors, a model) of parts that a function wires. Each part has one
 * set of parameters, whatever the function does with it: **to share weights, use a part twice**, or compute with its
 * `parameters`. Parameters stand in the tree by the names of the parts.
 *
 * What the function reads, if it is no tensor, is said by the type of its second parameter: a tree of tensors, as an interface too.
 *
 * A layer that is used again has another random key each time, so that its dropout differs; `assign` of the last use
 * counts.
 *
 * @param parts - The parts, by name: layers, models and parameters.
 * @param wire - What makes the outputs of the inputs and the parts, each of which can be called.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a name that is not made of letters, digits, `_` and `-`; in `apply`, what the
 *   parts refuse, with the name of the part, what it got, and the line that called it.
 *
 * @example
 * ```ts
 * import { f32, type Tensor } from "@rensa/core";
 * import { compose, dense, parameter, summary } from "@rensa/nn";
 * import { abs, add, matmul, relu, sub } from "@rensa/ops";
 *
 * // An autoencoder with tied weights: the decoder's are the encoder's, transposed.
 * const tied = compose({ encoder: dense(784, 64), bias: parameter([784]) }, ({ encoder, bias }, x) => {
 *   const code = relu(encoder(x));
 *   return add(matmul(code, encoder.parameters.weights, { transposeB: true }), bias);
 * });
 *
 * // A siamese network: one tower for both inputs.
 * interface Pair {
 *   readonly left: Tensor<readonly [number, 784], "f32">;
 *   readonly right: Tensor<readonly [number, 784], "f32">;
 * }
 * const siamese = compose({ tower: dense(784, 32), head: dense(32, 1) }, ({ tower, head }, { left, right }: Pair) =>
 *   head(abs(sub(tower(left), tower(right)))),
 * );
 * console.log((await summary(tied, f32(32, 784))).trained); // 51024
 * ```
 */
export function compose<const M extends Parts, D extends DType = "f32">(
  parts: M,
  wire: (parts: BoundParts<M>, inputs: Tensor<Shape, D>, context: ApplyContext) => Tensor,
): Layer<ParametersByName<M>, AnyShape, NoInfer<D>, "composed">;
export function compose<const M extends Parts, I extends object, O extends TensorTree>(
  parts: M,
  wire: (parts: BoundParts<M>, inputs: I, context: ApplyContext) => O,
): Model<ParametersByName<M>, I, O>;
export function compose(
  parts: Parts,
  wire: (parts: never, inputs: never, context: ApplyContext) => TensorTree,
): Model<TensorTree, TensorTree, TensorTree> & { readonly kind: "composed" } {
  checkKind("compose: the parts", parts, "record");
  for (const part of Object.values(parts)) checkParts("compose: a part", part, "kind", "initialize");
  checkKind("compose: the wiring", wire, "function");
  for (const name of Object.keys(parts)) {
    checkName("compose", name);
  }
  return {
    kind: "composed",
    initialize: (key) => initializeChildren(parts, key),
    apply: (parameters, inputs, context) =>
      // The wiring has the types of its parts, which a function of parts does not compute again.
      wire(bind(parts, parameters as never, context) as never, inputs as never, context),
    isTrainable: (path) => isTrainableIn(parts, path),
  };
}

function bind(
  parts: Parts,
  parameters: Readonly<Record<string, TensorTree>>,
  context: ApplyContext,
): Readonly<Record<string, unknown>> {
  const bound = Object.entries(parts).map(([name, part]): readonly [string, unknown] => {
    const own = parameters[name] ?? {};
    if (!("apply" in part)) return [name, own];
    let uses = 0;
    const layer = (inputs: Tensor): Tensor => {
      const use = contextFor(context, uses === 0 ? name : `${name}#${String(uses)}`);
      uses++;
      return runPart(
        `compose: the part "${name}"`,
        inputs,
        () => scope(name, () => part.apply(own, inputs, use)),
        layer,
      );
    };
    return [name, Object.assign(layer, { parameters: own })];
  });
  return Object.fromEntries<unknown>(bound);
}
