/** Functions in place of layers, and what is known of either in types. */
import { checkKind, checkParts } from "@rensa/core";
import type { DType, IsDynamic, OpValue, Shape, ShapeError, ShowShape, Tensor, TensorTree } from "@rensa/core";
import type { Same } from "@rensa/ops";
import type { AnyShape, Layer, SameShape, ShapeFunction } from "../layer.ts";
import type { Key } from "../model.ts";
import { defineLayer } from "./define-layer.ts";

/** A function of a tensor, such as `relu`: a layer without parameters. */
export type PlainFunction = (inputs: Tensor<Shape, "f32">) => Tensor;

/** A function of a tensor of some shape. */
export type AnyFunction = (inputs: never) => Tensor;

/** What stands where a layer is wanted. */
export type LayerLike = Layer | PlainFunction;

/** No parameters. */
export type NoParameters = Readonly<Record<never, never>>;

/** A function that promises the shape of its input. */
type KeepsShape = <S extends Shape>(inputs: Tensor<S, "f32">) => Tensor<S>;

/** One that keeps the shape of an example: a function of several signatures seems to keep any shape, but not this one. */
type KeepsExample = (inputs: Tensor<readonly [2, 3], "f32">) => Tensor<readonly [2, 3]>;

/** A function whose type promises what cannot be, such as `any`: nothing is known of it. */
type PromisesAnything = (inputs: Tensor<readonly [2, 3], "f32">) => Tensor<readonly [7]>;

/** What a layer or a function does to shapes; of a layer that does not say it nothing is known. */
export type ShapeFunctionOf<L> = L extends Layer
  ? NonNullable<L["shape"]> extends infer F extends ShapeFunction
    ? F
    : AnyShape
  : L extends PromisesAnything
    ? AnyShape
    : L extends KeepsShape & KeepsExample
      ? SameShape
      : L extends (inputs: infer Inputs) => Tensor<infer Result>
        ? FunctionShape<Inputs extends Tensor<infer Wanted> ? Wanted : Shape, OnlyOne<Result>>
        : AnyShape;

/** What a function that says its shapes does to one. */
export interface FunctionShape<Wanted extends Shape, Result extends Shape> extends ShapeFunction {
  readonly output: Fits<Extract<this["input"], Shape>, Wanted> extends infer Why extends ShapeError<string>
    ? Why
    : Result;
}

/** The error of two shapes that cannot be one: what is not known of either may be. */
type Fits<A extends Shape, B extends Shape> = true extends IsDynamic<A> | IsDynamic<B>
  ? [Same<LastOf<A>, LastOf<B>>] extends [never]
    ? ShapeError<`the function takes ${LastOf<B>} features and gets ${LastOf<A>}`>
    : true
  : AllSame<A, B> extends true
    ? true
    : ShapeError<`the function takes ${ShowShape<B>} and gets ${ShowShape<A>}`>;

/** Whether two shapes of known ranks may be one. */
export type AllSame<A extends Shape, B extends Shape> = A extends readonly [
  infer FirstA extends number,
  ...infer RestA extends Shape,
]
  ? B extends readonly [infer FirstB extends number, ...infer RestB extends Shape]
    ? [Same<FirstA, FirstB>] extends [never]
      ? false
      : AllSame<RestA, RestB>
    : false
  : B extends readonly []
    ? true
    : false;

/** The last dimension of a shape; any of one whose last is not known. */
export type LastOf<S extends Shape> = S extends readonly [...Shape, infer Last extends number] ? Last : number;

/** A shape, or any where it is one of several, as of an op that says it by its other arguments. */
type OnlyOne<S extends Shape, Each = S> = [Each] extends [never]
  ? Shape
  : Each extends Shape
    ? [S] extends [Each]
      ? S
      : Shape
    : never;

/** The parameters of a layer; a function has none. */
export type ParametersOf<L> = L extends { initialize(key: Key): infer P extends TensorTree } ? P : NoParameters;

/** The parameters of layers by name, of those that have any. */
export type ParametersByName<M> = {
  readonly [K in keyof M as [keyof ParametersOf<M[K]>] extends [never] ? never : K]: ParametersOf<M[K]>;
};

/** The shape that a layer makes of a shape, or its error. */
export type AfterLayer<L, S> = (ShapeFunctionOf<L> & { readonly input: S })["output"];

/** The dtype that a layer reads. */
export type InputOf<L> =
  L extends Layer<TensorTree, ShapeFunction, infer D>
    ? D
    : L extends (inputs: infer Inputs) => unknown
      ? Inputs extends Tensor<Shape, infer D>
        ? D
        : "f32"
      : "f32";

/** The dtype that a layer or a function gives; of what is not known, any. */
export type DTypeAfter<L> = L extends Layer ? "f32" : L extends (inputs: never) => Tensor<Shape, infer D> ? D : DType;

/** The kind of a layer; that of a function is not in its type. */
export type KindOf<L> = L extends Layer<TensorTree, ShapeFunction, DType, infer K> ? K : string;

/**
 * A function of a tensor as a layer without parameters, with a kind by which it is named. A function that returns what
 * it gets in the same shape, for any shape, such as an activation, is known to; of another nothing is known, and
 * `shaped` after it says what comes out.
 *
 * Where no name is wanted the function itself stands in place of a layer, in `sequential` and wherever there are
 * layers.
 *
 * @param kind - The layer's kind, as in `relu_1` and in summaries.
 * @param apply - What is done with a batch.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a kind that is no word.
 *
 * @example
 * ```ts
 * import { dense, layerOf, sequential, summary } from "@rensa/nn";
 * import { leakyRelu, relu } from "@rensa/ops";
 * import { f32 } from "@rensa/core";
 *
 * const steep = layerOf("steep", (x) => leakyRelu(x, { slope: 0.2 }));
 * const model = sequential(dense(784, 128), relu, dense(128, 64), steep, dense(64, 10));
 * const { outputs: [output], trained } = await summary(model, f32(32, 784));
 * console.log(output?.[1].shape, trained); // [32, 10] 109386
 * ```
 */
export function layerOf<const K extends string, const A extends PlainFunction>(
  kind: K,
  apply: A,
): Layer<NoParameters, ShapeFunctionOf<A>, "f32", K> {
  checkKind("layerOf: the function", apply, "function");
  return defineLayer({ kind, initialize: () => ({}), apply: (_parameters, inputs) => apply(inputs) });
}

/** A layer or a function, as a layer. */
export function asLayer(layer: LayerLike): Layer {
  if (typeof layer !== "function") {
    checkLayer(layer);
    return layer;
  }
  return defineLayer<NoParameters>({
    kind: nameOf(layer),
    initialize: () => ({}),
    apply: (_parameters, inputs) => layer(inputs),
  });
}

/** Refuses what is no layer. */
export function checkLayer(layer: object): void {
  checkParts("The layer", layer, "kind", "initialize", "apply");
}

/** What a function is called: an op by its own name, another by that of the function. */
function nameOf(layer: PlainFunction): string {
  const named = (layer as PlainFunction & Partial<OpValue>).definition?.name ?? layer.name;
  return /^[A-Za-z_]\w*$/.test(named) ? named : "function";
}
