/** How many parts a tensor falls into, in the types: so many that each has its place, where that is known. */
import type { Shape } from "@rensa/core";

/** A list of `Count` elements; of any number, where the count is not known or is above 64. */
export type ListOf<Count extends number, Element, Done extends readonly Element[] = readonly []> = number extends Count
  ? readonly Element[]
  : Done["length"] extends Count
    ? Done
    : Done["length"] extends 64
      ? readonly Element[]
      : ListOf<Count, Element, readonly [...Done, Element]>;

/** The size of an axis, `number` where it is not known. */
export type SizeAt<S extends Shape, Axis extends number> = number extends Axis
  ? number
  : Axis extends -1
    ? S extends readonly [...Shape, infer Last extends number]
      ? Last
      : number
    : Axis extends keyof S
      ? S[Axis] & number
      : number;
