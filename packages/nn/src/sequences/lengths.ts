/**
 * Sequences of several lengths in one batch: padded to one, with how long each is. Lengths go through a model in its
 * context, and each layer that mixes steps of time leaves out those behind the end of a sequence.
 */
import {
  checkParts,
  formatTensorType,
  isTensor,
  RensaError,
  type DType,
  type Shape,
  type Tensor,
  type TensorType,
} from "@rensa/core";
import { expandDims, iota, less } from "@rensa/ops";
import type { ApplyContext, Lengths } from "../model.ts";

/**
 * A batch of sequences that are padded to one length.
 *
 * @typeParam S - the shape of the values, `[batch, time, ...]`.
 * @typeParam D - their dtype.
 */
export interface PaddedSequences<S extends Shape = Shape, D extends DType = DType> {
  /** `[batch, time, ...]`. What stands behind the end of a sequence does not matter. */
  readonly values: Tensor<S, D>;
  /** How many steps of each are real, from 0 to time. */
  readonly lengths: Lengths;
  // A batch is a tree of tensors by name.
  readonly [name: string]: Tensor;
}

/**
 * True for the steps of each sequence, false for its padding: `[batch, time]`. As `weights` of a loss it leaves the padding
 * out.
 *
 * @param lengths How long each sequence is, `[batch]` of i32.
 * @param time To how many steps they are padded.
 * @throws RensaError `ARGUMENT_INVALID` and `SHAPE_MISMATCH` for what are no lengths.
 * @throws RensaError `DTYPE_MISMATCH` for other dtypes, `ATTRIBUTE_INVALID` for a value that is not allowed.
 *
 * @example
 * ```ts
 * import { compile, i32, trace } from "@rensa/core";
 * import { jsBackend } from "@rensa/backend-js";
 * import { withinLengths } from "@rensa/nn";
 *
 * const traced = trace({ lengths: i32(2) }, ({ lengths }) => withinLengths(lengths, 3));
 * const program = await compile(traced, { backend: jsBackend() });
 * console.log([...program.run({ lengths: [1, 3] }).data]); // [1, 0, 0, 1, 1, 1]
 * ```
 */
export function withinLengths(lengths: Lengths, time: number): Tensor<readonly [number, number], "bool"> {
  checkLengths("withinLengths", lengths);
  return less(iota(time), expandDims(lengths, 1));
}

/** The lengths that a layer is told, if there are any, checked against what it reads. */
export function lengthsOf(layer: string, { lengths }: ApplyContext, { shape }: TensorType): Lengths | undefined {
  if (lengths === undefined) return undefined;
  checkLengths(layer, lengths, shape);
  return lengths;
}

/** Refuses what are no lengths, or, where the shape of the sequences is given, not those of as many. */
export function checkLengths(name: string, lengths: unknown, shape?: Shape): void {
  if (!isTensor(lengths)) {
    throw new RensaError("ARGUMENT_INVALID", `${name}: the lengths are no tensor; give one i32 a sequence.`);
  }
  const batch = shape?.[0];
  const fits = lengths.shape.length === 1 && (batch === undefined || lengths.shape[0] === batch);
  if (fits && lengths.dtype === "i32") return;
  throw new RensaError(
    lengths.dtype === "i32" ? "SHAPE_MISMATCH" : "DTYPE_MISMATCH",
    `${name}: the lengths are ${formatTensorType(lengths)}; give i32[${String(batch ?? "batch")}], one a sequence.`,
  );
}

/**
 * Refuses sequences of several lengths where a layer would count their padding.
 *
 * @param instead What to do, as the end of a sentence.
 */
export function refuseLengths(layer: string, { lengths }: ApplyContext, instead: string): void {
  if (lengths === undefined) return;
  throw new RensaError(
    "ARGUMENT_INVALID",
    `${layer}: would count the padding of sequences whose lengths are given; ${instead}.`,
  );
}

/** Refuses what is no batch of padded sequences. */
export function checkPadded(name: string, given: PaddedSequences): void {
  checkParts(`${name}: the sequences`, given, "values", "lengths");
  checkLengths(name, given.lengths, given.values.shape);
}
