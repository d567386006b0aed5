/** A layer of a recurrent cell: a loop over time. */
import {
  checkParts,
  checkOptions,
  flattenTree,
  formatTensorType,
  isTensor,
  mapTree,
  RensaError,
  sameShape,
  scan,
} from "@rensa/core";
import type { IsDynamic, Shape, ShapeError, ShowShape, Tensor, TensorTree } from "@rensa/core";
import { expandDims, reshape, transpose, where, type Same } from "@rensa/ops";
import type { Layer, ShapeFunction } from "../layer.ts";
import { defineLayer } from "../layers/define-layer.ts";
import { checkChoice } from "../attention/check-choice.ts";
import { asSequences, type LastOf } from "../attention/sequences.ts";
import type { Lengths } from "../model.ts";
import { checkLengths, lengthsOf, withinLengths } from "../sequences/lengths.ts";
import type { RecurrentCell, Rows } from "./cell.ts";

/** What a recurrent layer gives: the outputs of all steps, or that of the last one. */
export type RecurrentOutput = "sequence" | "last";

/** How a recurrent layer is made. */
export interface RecurrentOptions<O extends RecurrentOutput> {
  /** `"sequence"` for `[batch, time, units]`, `"last"` for `[batch, units]`. Default: `"sequence"`. */
  readonly output?: O;
}

/** What a recurrent layer makes of a shape `[batch, time, features]`. */
export type ShapeOverTime<
  Inputs extends Shape,
  I extends number,
  U extends number,
  O extends RecurrentOutput,
> = Inputs extends readonly [infer Batch extends number, infer Time extends number, infer Features extends number]
  ? OutputShape<Batch, Time, Features, I, U, O>
  : IsDynamic<Inputs> extends true
    ? OutputShape<number, number, LastOf<Inputs>, I, U, O>
    : ShapeError<`a recurrent layer takes [batch, time, features] and gets ${ShowShape<Inputs>}`>;

type OutputShape<
  Batch extends number,
  Time extends number,
  Features extends number,
  I extends number,
  U extends number,
  O extends RecurrentOutput,
> = [Same<Features, I>] extends [never]
  ? ShapeError<`a recurrent layer takes ${I} features and gets ${Features}`>
  : O extends "last"
    ? readonly [Batch, U]
    : readonly [Batch, Time, U];

/** `[batch, time, features]` to the outputs of all steps, or of the last one. */
export interface OverTime<I extends number, U extends number, O extends RecurrentOutput> extends ShapeFunction {
  readonly output: ShapeOverTime<Extract<this["input"], Shape>, I, U, O>;
}

/** How a recurrent layer runs over one batch. */
export interface RunOptions<S extends TensorTree> {
  /** The state before the first step. Default: the cell's own. */
  readonly initialState?: S;
  /** From the last element to the first; outputs stand where their inputs stood. Default: false. */
  readonly reverse?: boolean;
  /**
   * How long each sequence is: behind its end the state stays as it is, and outputs are 0. Default: all are as long as the
   * inputs.
   */
  readonly lengths?: Lengths | undefined;
}

/** The outputs of all steps, and the state after the last one. */
export interface RecurrentRun<S extends TensorTree, U extends number> {
  readonly outputs: Tensor<readonly [number, number, U], "f32">;
  readonly state: S;
}

/**
 * A layer of a recurrent cell.
 *
 * @typeParam P - the tree of its parameters.
 * @typeParam S - the tree of its state.
 * @typeParam I - the number of features that it reads.
 * @typeParam U - the number of features that it gives.
 * @typeParam O - whether it gives all outputs or the last one.
 * @typeParam K - its kind.
 */
export interface RecurrentLayer<
  P extends TensorTree = TensorTree,
  S extends TensorTree = TensorTree,
  I extends number = number,
  U extends number = number,
  O extends RecurrentOutput = RecurrentOutput,
  K extends string = string,
> extends Layer<P, OverTime<I, U, O>, "f32", K> {
  /** What it does at each step. */
  readonly cell: RecurrentCell<P, S, I, U, K>;
  /** What it gives. */
  readonly output: O;
  /**
   * The layer as a function of an initial state too, which gives the last state: for long sequences in parts.
   *
   * @param parameters - The layer's parameters.
   * @param inputs - The sequences, `[batch, time, inputs]`.
   */
  run(parameters: P, inputs: Tensor<Shape, "f32">, options?: RunOptions<S>): RecurrentRun<S, U>;
  /**
   * One step, for inputs `[batch, inputs]`: the output and the next state. This is how to generate: feed each output's
   * choice back in, from `cell.initialState(batch)`.
   *
   * @param parameters - The layer's parameters.
   * @param state - The state before the step.
   * @param inputs - The step's inputs, `[batch, inputs]`.
   */
  step(parameters: P, state: S, inputs: Rows): readonly [output: Tensor<readonly [number, U], "f32">, state: S];
}

/**
 * A recurrent layer of any cell. What the cell computes of its inputs is one product over all steps, before a loop that
 * is compiled as one: neither code nor compile time grow with the number of steps.
 *
 * @param cell - What is computed at each step.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for another output; in `apply` and `run` `RANK_MISMATCH` and
 *   `SHAPE_MISMATCH` for inputs that are not `[batch, time,
 *   inputs]`, and `SHAPE_MISMATCH` for an initial state of another shape.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, i32, trace } from "@rensa/core";
 * import { gruCell, recurrent } from "@rensa/nn";
 *
 * const layer = recurrent(gruCell(8, 16));
 * const traced = trace({ x: f32(4, 20, 8), key: i32(2) }, ({ x, key }) => {
 *   const { outputs, state } = layer.run(layer.initialize(key), x);
 *   return { outputs, state }; // [4, 20, 16] and [4, 16]
 * });
 * console.log(traced.result); // { outputs: { shape: [4, 20, 16], dtype: "f32" }, state: { shape: [4, 16], dtype: "f32" } }
 * ```
 */
export function recurrent<
  P extends TensorTree,
  S extends TensorTree,
  I extends number,
  U extends number,
  K extends string,
  const O extends RecurrentOutput = "sequence",
>(cell: RecurrentCell<P, S, I, U, K>, options: RecurrentOptions<O> = {}): RecurrentLayer<P, S, I, U, O, K> {
  checkParts("recurrent: the cell", cell, "kind", "initialize", "project", "advance");
  checkOptions("recurrent", options, ["output"]);
  const output = (options.output ?? "sequence") as O;
  checkChoice(cell.kind, "the output", output, ["sequence", "last"]);
  const layer = defineLayer<P, OverTime<I, U, O>, "f32", K>({
    kind: cell.kind,
    initialize: (key) => cell.initialize(key),
    apply: (parameters, inputs, context) =>
      applyOverTime(cell, parameters, inputs, { output, lengths: lengthsOf(cell.kind, context, inputs) }),
    lengthsAfter: (lengths) => (output === "last" ? null : lengths),
  });
  return {
    ...layer,
    cell,
    output,
    run: (parameters, inputs, given = {}) => {
      const { outputs, state } = runOverTime(cell, parameters, inputs, { ...given, output: "sequence" });
      // A step's outputs, stacked, which the scan of a generic cell does not say.
      return { outputs: outputs as Tensor<readonly [number, number, U], "f32">, state };
    },
    step: (parameters, state, inputs) => {
      const next = cell.advance(parameters, state, cell.project(parameters, inputs));
      // A cell says that its output is of its units by a number alone.
      return [cell.outputOf(next) as Tensor<readonly [number, U], "f32">, next];
    },
  };
}

/** Outputs as a layer gives them. */
export function applyOverTime<P extends TensorTree, S extends TensorTree>(
  cell: RecurrentCell<P, S>,
  parameters: P,
  inputs: Tensor<Shape, "f32">,
  options: {
    readonly output: RecurrentOutput;
    readonly reverse?: boolean;
    readonly lengths?: Lengths | undefined;
  },
): Tensor<Shape, "f32"> {
  const { outputs, state } = runOverTime(cell, parameters, inputs, options);
  return outputs ?? cell.outputOf(state);
}

/** The loop. Where only the last output is wanted, none is kept. */
function runOverTime<P extends TensorTree, S extends TensorTree>(
  cell: RecurrentCell<P, S>,
  parameters: P,
  inputs: Tensor<Shape, "f32">,
  options: RunOptions<S> & { readonly output: RecurrentOutput },
): { readonly outputs: Tensor<Shape, "f32"> | null; readonly state: S } {
  const { output, initialState, reverse = false, lengths } = options;
  const x = asSequences(cell.kind, inputs, cell.inputs);
  const [batch, time, features] = x.shape;
  const initial = cell.initialState(batch);
  if (initialState !== undefined) checkState(cell.kind, initialState, initial);
  if (lengths !== undefined) checkLengths(cell.kind, lengths, x.shape);
  const rows = reshape(transpose(x, [1, 0, 2]), [time * batch, features]);
  const projected = cell.project(parameters, rows);
  const steps = reshape(projected, [time, batch, projected.shape[1]]);
  const advance = (before: S, step: Rows): readonly [S, readonly Rows[]] => {
    const next = cell.advance(parameters, before, step);
    return [next, output === "sequence" ? [cell.outputOf(next)] : []];
  };
  const [state, [outputs]] =
    lengths === undefined
      ? scan(initialState ?? initial, steps, advance, { reverse })
      : scan(
          initialState ?? initial,
          { steps, real: transpose(withinLengths(lengths, time), [1, 0]) },
          (before, { steps: step, real }): readonly [S, readonly Rows[]] => {
            const [next, given] = advance(before, step);
            return [stateWhere(real, next, before), given.map((each) => where(expandDims(real, 1), each, 0))];
          },
          { reverse },
        );
  return { outputs: outputs === undefined ? null : transpose(outputs, [1, 0, 2]), state };
}

/** The next state of the examples that still run, and that from before of the others. */
function stateWhere<S extends TensorTree>(real: Tensor<Shape, "bool">, next: S, before: S): S {
  const old = new Map(flattenTree(before, isTensor));
  return mapTree<Tensor, S>(next, isTensor, (each, path) =>
    where(reshape(real, [real.shape[0] ?? 0, ...each.shape.slice(1).map(() => 1)]), each, old.get(path) ?? each),
  );
}

function checkState(kind: string, given: TensorTree, own: TensorTree): void {
  const expected = flattenTree(own, isTensor);
  const found = new Map(flattenTree(given, isTensor));
  for (const [path, type] of expected) {
    const state = found.get(path);
    if (state !== undefined && sameShape(state.shape, type.shape) && state.dtype === type.dtype) continue;
    throw new RensaError(
      "SHAPE_MISMATCH",
      `${kind}: the initial state${path === "" ? "" : ` ${path}`} is ${state === undefined ? "missing" : formatTensorType(state)} and must be ${formatTensorType(type)}; give one row for each example of the batch.`,
    );
  }
}
