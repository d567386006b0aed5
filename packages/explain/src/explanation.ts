/** What an explanation is, as data: plain records that JSON holds. */
import type { DType, Shape } from "@rensa/core";

/** The derivative of a loss by one element of a weight, as a sum over the paths between them. */
export interface Explanation {
  /**
   * What a path leads over: `"scalars"`, the elements of tensors, where the factor of a step is a partial derivative; or
   * `"tensors"`, where a step takes a whole cotangent back.
   */
  readonly level: "scalars" | "tensors";
  /** The element of the weight: its input, and its index. */
  readonly weight: { readonly name: string; readonly index: readonly number[]; readonly label: string };
  /** The loss: its output, and its value. */
  readonly loss: { readonly name: string; readonly label: string; readonly value: number };
  /** The derivative as reverse mode finds it (`grad`), in float64. */
  readonly gradient: number;
  /** The sum over all paths. */
  readonly sum: number;
  /**
   * `gradient - sum`: rounding. It is more where a vjp on the way is not linear in its cotangent, such as one that clips, or
   * where a factor of zero, over which no path leads, meets an infinite one.
   */
  readonly remainder: number;
  /** How many paths there are, as a whole number in decimal digits: there may be more than a number holds. */
  readonly count: string;
  /** The largest by size, the largest first. */
  readonly paths: readonly GradientPath[];
  /** The paths that are not listed, as one. */
  readonly rest: { readonly count: string; readonly sum: number };
  /** True where no path that is not listed is larger than one that is; false where only some were looked at. */
  readonly isLargest: boolean;
  /** What the listed paths lead over. */
  readonly values: readonly ExplainedValue[];
}

/** A value on a path: an element of a tensor, or a tensor. */
export interface ExplainedValue {
  /** How it is called: by the name under which the function returns it, else by that of its node; and its index. */
  readonly label: string;
  /** The node that makes it, and which of the node's outputs it is. */
  readonly node: string;
  readonly slot: number;
  /** The op of the node; `"input"` for an input. */
  readonly op: string;
  /** The scopes in which it was made, such as `encoder/dense_1`. */
  readonly scope: string;
  /** The type of the tensor. */
  readonly shape: Shape;
  readonly dtype: DType;
  /** Which element; `null` for the tensor. */
  readonly index: readonly number[] | null;
  /** The element; `null` for a tensor of several. */
  readonly value: number | null;
}

/** One path from the weight to the loss. */
export interface GradientPath {
  /** What the path adds to the derivative. Of scalars: the product of its factors. */
  readonly contribution: number;
  /** The contribution as a part of the sum over all paths; `null` where that is 0 or not finite. */
  readonly share: number | null;
  /** From the weight to the loss. */
  readonly steps: readonly PathStep[];
}

/** One step of a path: an op, from one of its inputs to one of its outputs. */
export interface PathStep {
  /** The positions in `values` of where it starts and where it ends. */
  readonly from: number;
  readonly to: number;
  /** The op, and which of its inputs is read. */
  readonly op: string;
  readonly position: number;
  /**
   * Of scalars: the partial derivative of `to` by `from`. Of tensors: by how much the step stretches the cotangent on its way back
   * (the quotient of Euclidean norms).
   */
  readonly factor: number;
  /** The derivative as a formula: `1 - tanh(a)^2`; `null` where it is not known. */
  readonly formula: string | null;
  /** The same in LaTeX. */
  readonly latex: string | null;
}
