/** What `sequential` knows in types: shapes that go through, names, parameters. */
import type { Shape, ShapeError, Tensor, TensorTree } from "@rensa/core";
import type { ShapeFunction } from "../layer.ts";
import type {
  AfterLayer,
  AnyFunction,
  DTypeAfter,
  InputOf,
  KindOf,
  LayerLike,
  ParametersOf,
} from "./plain-function.ts";

/** The shape after all layers, or the first error. */
type AfterAll<L, S> = L extends readonly [infer First, ...infer Rest]
  ? AfterLayer<First, S> extends infer Next
    ? Next extends Shape
      ? AfterAll<Rest, Next>
      : Next
    : never
  : S;

/** What layers do to shapes one after the other. */
export interface SequentialShape<L extends readonly unknown[]> extends ShapeFunction {
  readonly output: number extends L["length"] ? Shape : AfterAll<L, this["input"]>;
}

/**
 * What each place of a list takes: `unknown` for a layer that fits, a function of what comes to it for a function, and the
 * sentence that says why not for what does not fit. After the first mistake nothing is known.
 *
 * A sentence is a type of its own, not added to that of the layer, so that the editor shows it alone.
 */
type Places<L, S, D, Done extends readonly unknown[] = []> = L extends readonly [infer First, ...infer Rest]
  ? Mistake<First, S, D> extends infer Why
    ? [Why] extends [never]
      ? Places<Rest, AfterLayer<First, S>, DTypeAfter<First>, [...Done, Place<First, S>]>
      : [...Done, Why]
    : never
  : Done;

/**
 * What a place takes. That of a function whose type is not known yet says what the function gets: its parameter has its
 * type from there.
 */
type Place<Each, S> = unknown extends Each ? PlaceOfFunction<Extract<S, Shape>> : unknown;

type PlaceOfFunction<S extends Shape> = (inputs: Tensor<S, "f32">) => Tensor;

/** Why a layer cannot stand after what gives a shape and a dtype; `never` where it can. `D` is `never` at the start. */
type Mistake<Each, S, D> = Each extends LayerLike | AnyFunction
  ? [D] extends [never]
    ? SentenceOf<AfterLayer<Each, S>>
    : [Extract<D, InputOf<Each>>] extends [never]
      ? `${NameOf<Each>}: reads ${InputOf<Each>} and the layer before gives ${D & string}`
      : SentenceOf<AfterLayer<Each, S>>
  : unknown extends Each
    ? never
    : Each extends (...given: never[]) => unknown
      ? "sequential: this function does not return a tensor"
      : "sequential: this is neither a layer nor a function of a tensor";

type NameOf<Each> = Each extends AnyFunction ? "the function" : KindOf<Each>;

type SentenceOf<Output> = Output extends ShapeError<infer Sentence> ? Sentence : never;

/** Layers, each of which must fit those before it. */
export type Fitting<L extends readonly unknown[]> = number extends L["length"]
  ? L & readonly (LayerLike | AnyFunction)[]
  : Joined<L, Places<L, Shape, never>>;

type Joined<L extends readonly unknown[], P> = {
  [K in keyof L]: K extends keyof P ? (P[K] extends string ? P[K] : L[K] & P[K]) : L[K] & Place<L[K], Shape>;
};

/** How often a kind stands in a list, and one more. */
type NumberOf<Kinds extends readonly unknown[], K, Found extends readonly unknown[] = [0]> = Kinds extends readonly [
  infer First,
  ...infer Rest,
]
  ? NumberOf<Rest, K, First extends K ? [...Found, 0] : Found>
  : Found["length"] & number;

/** A layer with a name of its own. */
export interface WithName<N extends string = string> {
  readonly name: N;
}

/** The name of each layer: its own, or `<kind>_<n>`. */
type Names<L, Kinds extends readonly unknown[] = [], Done extends readonly string[] = []> = L extends readonly [
  infer First,
  ...infer Rest,
]
  ? First extends { readonly kind: string } & WithName<infer N>
    ? Names<Rest, Kinds, [...Done, N]>
    : string extends KindOf<First>
      ? Names<Rest, Kinds, [...Done, string]>
      : Names<Rest, [...Kinds, KindOf<First>], [...Done, `${KindOf<First>}_${NumberOf<Kinds, KindOf<First>>}`]>
  : Done;

/** Whether a layer has parameters. */
type HasParameters<L> = [keyof ParametersOf<L>] extends [never] ? false : true;

/** The parameters of layers by name, of those that have any. */
export type SequentialParameters<L extends readonly unknown[]> = number extends L["length"]
  ? Readonly<Record<string, TensorTree>>
  : ByName<L, Names<L>>;

type ByName<L extends readonly unknown[], N> = {
  readonly [
    K in Extract<keyof L, `${number}`> as HasParameters<L[K]> extends true
      ? K extends keyof N
        ? N[K] & string
        : never
      : never
  ]: ParametersOf<L[K]>;
};

/** The dtype that the first layer reads. */
export type FirstInput<L> = L extends readonly [infer First, ...unknown[]] ? InputOf<First> : "f32";
