/** The contract of a recurrent cell: one step in time, from which layers, directions and generation are made. */
import type { Tensor, TensorTree } from "@rensa/core";
import type { Key } from "../model.ts";

/** Rows of features, `[rows, features]`: the examples of a batch at one step, or those of all steps. */
export type Rows = Tensor<readonly [number, number], "f32">;

/**
 * A recurrent cell: how a state becomes the next one. What it computes of the inputs alone stands apart from what needs
 * the state, so that a layer does the first for all steps at once, before the loop. Its functions run inside a trace.
 *
 * @typeParam P - the tree of its parameters.
 * @typeParam S - the tree of its state: tensors `[batch, ...]`.
 * @typeParam I - the number of features that it reads.
 * @typeParam U - the number of features that it gives.
 * @typeParam K - its kind.
 *
 * @example
 * ```ts
 * import { full } from "@rensa/core";
 * import { recurrent, type RecurrentCell, type Rows } from "@rensa/nn";
 * import { add, mul } from "@rensa/ops";
 *
 * // A running mean that forgets half with every step.
 * const fading: RecurrentCell<Record<never, never>, Rows, 3, 3> = {
 *   kind: "fading",
 *   inputs: 3,
 *   units: 3,
 *   initialize: () => ({}),
 *   initialState: (batch) => full([batch, 3], 0),
 *   project: (_parameters, inputs) => mul(inputs, 0.5),
 *   advance: (_parameters, state, projected) => add(mul(state, 0.5), projected),
 *   outputOf: (state) => state,
 * };
 * const layer = recurrent(fading);
 * ```
 */
export interface RecurrentCell<
  P extends TensorTree = TensorTree,
  S extends TensorTree = TensorTree,
  I extends number = number,
  U extends number = number,
  K extends string = string,
> {
  /** What it is, such as `gru`. */
  readonly kind: K;
  /** The number of features that it reads. */
  readonly inputs: I;
  /** The number of features that it gives. */
  readonly units: U;
  /**
   * The parameters before the first step of a training, from a random key.
   *
   * @param key - A random key, i32[2]: equal keys give equal numbers.
   */
  initialize(key: Key): P;
  /**
   * The state before the first step in time.
   *
   * @param batch - The number of sequences.
   */
  initialState(batch: number): S;
  /**
   * What a step needs of its inputs, `[rows, inputs]` to `[rows, anything]`: no state, so any number of steps at once.
   *
   * @param parameters - The cell's parameters.
   * @param inputs - The inputs of some steps, `[rows, inputs]`.
   */
  project(parameters: P, inputs: Rows): Rows;
  /**
   * The state after a step, from the one before and the projected inputs of the step.
   *
   * @param parameters - The cell's parameters.
   * @param state - The state before the step.
   * @param projected - What `project` gave for the step.
   */
  advance(parameters: P, state: S, projected: Rows): S;
  /**
   * What the cell gives at a state, `[batch, units]`.
   *
   * @param state - The state.
   */
  outputOf(state: S): Rows;
}
