/** What the ops share that put updates at index tuples of an operand. */
import {
  expectTensor,
  full,
  sizeOf,
  type Apply,
  type DType,
  type Index,
  type IndexRange,
  type LoopOperand,
  type NoAttributes,
  type ScatterCombine,
  type ScatterOutput,
  type Shape,
  type Tensor,
  type TensorType,
} from "@rensa/core";
import { equal } from "../comparison/equal.ts";
import { reshape } from "../shape/reshape.ts";
import { gatherNd } from "./gather-nd.ts";
import { checkUpdates, tupleAt, tupleLength } from "./index-tuples.ts";
import { iota } from "./iota.ts";
import { rangeOfTuples } from "./outside.ts";

/** The names of their inputs. */
export const scatterInputs = ["operand", "indices", "updates"] as const;

/** The operand, at whose places the updates join what is there. What goes outside is left out. */
export function scatterInto(
  name: string,
  [operand, indices, updates]: readonly [LoopOperand, LoopOperand, LoopOperand],
  combine: ScatterCombine,
): ScatterOutput {
  checkUpdates(name, operand.shape, indices, updates);
  const leading = indices.shape.length - 1;
  return {
    shape: operand.shape,
    initial: (...at) => operand.at(...at),
    over: updates.shape,
    combine,
    add: (...at: readonly Index[]) => ({
      at: [...tupleAt(indices, at.slice(0, leading)), ...at.slice(leading)],
      value: updates.at(...at),
    }),
  };
}

/** What their index tuples may hold. */
export function scatterIndices([operand, indices]: readonly TensorType[]): readonly IndexRange[] {
  return rangeOfTuples(1, operand?.shape ?? [], indices);
}

/** Their call. */
export const scatterCall =
  (apply: Apply<NoAttributes>) =>
  <S extends Shape, D extends DType>(
    operand: Tensor<S, D>,
    indices: Tensor<Shape, "i32">,
    updates: Tensor<Shape, D>,
  ): Tensor<S, D> =>
    apply([operand, indices, updates]);

/** What is at the places of updates: 0 where a place is outside. */
export function atPlaces(x: Tensor, indices: Tensor): Tensor {
  return gatherNd(x, expectTensor("scatterOperand: its indices", indices, "i32"), { outside: "omit" });
}

/**
 * True for the updates that are the last ones to their place, where `set` puts updates at index tuples: of shape
 * `[a.., 1..]`, which broadcasts to the updates.
 */
export function lastToTheirPlace(
  operand: Tensor,
  indices: Tensor,
  set: (operand: Tensor, indices: Tensor, updates: Tensor) => Tensor,
): Tensor<Shape, "bool"> {
  const length = tupleLength(indices);
  const tuples = indices.shape.slice(0, -1);
  const numbers = reshape(iota(sizeOf(tuples)), tuples);
  const last = set(full(operand.shape.slice(0, length), -1, "i32"), indices, numbers);
  const isLast = equal(atPlaces(last, indices), numbers);
  return reshape(isLast, [...tuples, ...operand.shape.slice(length).map(() => 1)]);
}
