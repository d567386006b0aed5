/** What layers over the last axis do to shapes. */
import type { Shape, ShapeError } from "@rensa/core";
import type { Same } from "@rensa/ops";
import type { ShapeFunction } from "../layer.ts";

/** A layer that takes `I` features, in the last axis, and gives `O` in their place. */
export interface Features<Name extends string, I extends number, O extends number> extends ShapeFunction {
  readonly output: this["input"] extends readonly []
    ? ShapeError<`${Name}: takes [batch, ..., ${I}] and gets a scalar`>
    : this["input"] extends readonly [...infer Batch extends Shape, infer Last extends number]
      ? [Same<Last, I>] extends [never]
        ? ShapeError<`${Name}: takes ${I} features and gets ${Last}`>
        : readonly [...Batch, O]
      : readonly [...number[], O];
}

/** A layer that keeps shapes and takes `C` channels, in the last axis. */
export interface Channels<Name extends string, C extends number> extends ShapeFunction {
  readonly output: WithChannels<Name, C, this["input"]>;
}

/** A shape that ends in `C` channels, else a `ShapeError`. */
export type WithChannels<Name extends string, C extends number, S> = S extends readonly [
  ...infer Batch extends Shape,
  infer Last extends number,
]
  ? [Same<Last, C>] extends [never]
    ? ShapeError<`${Name}: takes ${C} channels and gets ${Last}`>
    : readonly [...Batch, C]
  : S extends readonly []
    ? ShapeError<`${Name}: takes [batch, ..., ${C}] and gets a scalar`>
    : readonly [...number[], C];
