/** What `sequential` knows in types: shapes that go through, names, parameters. */
import type { Shape, ShapeError, TensorTree } from "@rensa/core";
import type { ShapeFunction } from "../layer.ts";
import type { AfterLayer, InputOf, KindOf, ParametersOf } from "./plain-function.ts";

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

/** For each layer `unknown`, or why it cannot follow those before it. After the first mistake nothing is known. */
type Mistakes<
  L,
  S,
  Before extends "none" | "some" = "none",
  Done extends readonly unknown[] = [],
> = L extends readonly [infer First, ...infer Rest]
  ? Before extends "some"
    ? "f32" extends InputOf<First>
      ? MistakesAfter<First, Rest, S, Done>
      : [...Done, ShapeError<`${KindOf<First>}: reads ${InputOf<First>} and the layer before gives f32`>]
    : MistakesAfter<First, Rest, S, Done>
  : Done;

type MistakesAfter<First, Rest, S, Done extends readonly unknown[]> =
  AfterLayer<First, S> extends infer Next
    ? Next extends Shape
      ? Mistakes<Rest, Next, "some", [...Done, unknown]>
      : [...Done, Next]
    : never;

/** Layers, each of which must fit those before it. */
export type Fitting<L extends readonly unknown[]> = number extends L["length"] ? L : Joined<L, Mistakes<L, Shape>>;

type Joined<L extends readonly unknown[], M> = { [K in keyof L]: L[K] & (K extends keyof M ? M[K] : unknown) };

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
