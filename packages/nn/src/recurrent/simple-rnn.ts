/** The simple recurrent layer. */
import { checkKind, checkParts, checkOptions, full, type Tensor } from "@rensa/core";
import { add, matmul, tanh } from "@rensa/ops";
import { checkSize } from "../layers/checks.ts";
import type { RecurrentCell, Rows } from "./cell.ts";
import { projectWithBiases, type RecurrentParameters } from "./gates.ts";
import { initialParameters, type RecurrentInitializers } from "./initial-parameters.ts";
import { recurrent, type RecurrentLayer, type RecurrentOptions, type RecurrentOutput } from "./recurrent.ts";

/** What a simple recurrent cell is made of. */
export interface SimpleRnnCellOptions extends RecurrentInitializers {
  /** The function between the steps, elementwise. Default: `tanh`. */
  readonly activation?: (x: Tensor) => Tensor;
}

/** How a {@link simpleRnn} is made. */
export interface SimpleRnnOptions<O extends RecurrentOutput> extends RecurrentOptions<O>, SimpleRnnCellOptions {}

/**
 * One step of a simple recurrent network: `activation(x W + b + h U + c)`, the hidden state `[batch, units]` after inputs
 * `[batch, inputs]`. As PyTorch's `RNNCell`. Default activation: `tanh`.
 *
 * @param parameters - The cell's weights and biases.
 * @param hidden - The state before the step, `[batch, units]`.
 * @param inputs - The step's inputs, `[batch, inputs]`.
 * @param activation - What the sum goes through: `tanh` where none is given.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind, `TRACE_MIXED` for a tensor of another trace.
 *
 * @example
 * ```ts
 * import { f32, trace } from "@rensa/core";
 * import { simpleRnnStep } from "@rensa/nn";
 *
 * const parameters = { inputWeights: f32(3, 4), hiddenWeights: f32(4, 4), inputBias: f32(4), hiddenBias: f32(4) };
 * const step = trace({ parameters, hidden: f32(1, 4), x: f32(1, 3) }, ({ parameters, hidden, x }) =>
 *   simpleRnnStep(parameters, hidden, x),
 * );
 * console.log(step.result); // { shape: [1, 4], dtype: "f32" }
 * ```
 */
export function simpleRnnStep(
  parameters: RecurrentParameters,
  hidden: Rows,
  inputs: Rows,
  activation?: (x: Tensor) => Tensor,
): Rows {
  if (activation !== undefined) checkKind("simpleRnnStep: the activation", activation, "function");
  checkParts("simpleRnnStep: the parameters", parameters, "inputWeights", "hiddenWeights", "inputBias", "hiddenBias");
  checkParts("simpleRnnStep: the hidden values", hidden, "shape", "dtype");
  checkParts("simpleRnnStep: the inputs", inputs, "shape", "dtype");
  return advance(activation, parameters, hidden, projectWithBiases(parameters, inputs));
}

/**
 * The cell of a {@link simpleRnn}.
 *
 * @param inputs - Features of the input: the length of its last axis.
 * @param units - Features of the output and of the hidden state.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a value that is not allowed, `ARGUMENT_INVALID` for an argument of
 *   another kind.
 *
 * @example
 * ```ts
 * import { f32, i32, trace } from "@rensa/core";
 * import { recurrent, simpleRnnCell } from "@rensa/nn";
 *
 * const layer = recurrent(simpleRnnCell(8, 16));
 * const traced = trace({ x: f32(4, 20, 8), key: i32(2) }, ({ x, key }) => layer.run(layer.initialize(key), x).outputs);
 * console.log(traced.result); // { shape: [4, 20, 16], dtype: "f32" }
 * ```
 */
export function simpleRnnCell<const I extends number, const U extends number>(
  inputs: I,
  units: U,
  options: SimpleRnnCellOptions = {},
): RecurrentCell<RecurrentParameters, Rows, I, U, "simpleRnn"> {
  checkOptions("simpleRnnCell", options, ["activation", "inputInitializer", "hiddenInitializer", "biasInitializer"]);
  checkSize("simpleRnn", "inputs", inputs);
  checkSize("simpleRnn", "units", units);
  const { activation } = options;
  return {
    kind: "simpleRnn",
    inputs,
    units,
    initialize: (key) => initialParameters(key, { inputs, units, offsets: [0] }, options),
    initialState: (batch) => full([batch, units], 0),
    project: projectWithBiases,
    advance: (parameters, hidden, projected) => advance(activation, parameters, hidden, projected),
    outputOf: (hidden) => hidden,
  };
}

/**
 * A simple recurrent layer (Elman 1990; as PyTorch's `RNN`): `[batch, time, inputs]` to `[batch, time, units]`, or with
 * `output: "last"` to `[batch, units]`. Compiled as a loop over time. {@link simpleRnnStep} has the formula.
 *
 * @param inputs - Features of the input: the length of its last axis.
 * @param units - Features of the output and of the hidden state.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for sizes that are no whole numbers from 1; in `apply` `RANK_MISMATCH` and
 *   `SHAPE_MISMATCH` for inputs of another shape.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, i32, trace } from "@rensa/core";
 * import { simpleRnn } from "@rensa/nn";
 * import { relu } from "@rensa/ops";
 *
 * const layer = simpleRnn(8, 16, { activation: relu });
 * const traced = trace({ x: f32(32, 20, 8), key: i32(2) }, ({ x, key }) =>
 *   layer.apply(layer.initialize(key), x, { training: false, key, assign: () => {} }),
 * ); // [32, 20, 16]
 * console.log(traced.result); // { shape: [32, 20, 16], dtype: "f32" }
 * ```
 */
export function simpleRnn<const I extends number, const U extends number, const O extends RecurrentOutput = "sequence">(
  inputs: I,
  units: U,
  options: SimpleRnnOptions<O> = {},
): RecurrentLayer<RecurrentParameters, Rows, I, U, O, "simpleRnn"> {
  checkOptions("simpleRnn", options, [
    "output",
    "activation",
    "inputInitializer",
    "hiddenInitializer",
    "biasInitializer",
  ]);
  const { output, ...cell } = options;
  return recurrent(simpleRnnCell(inputs, units, cell), output === undefined ? {} : { output });
}

function advance(
  activation: (x: Tensor) => Tensor = tanh,
  { hiddenWeights }: RecurrentParameters,
  hidden: Rows,
  projected: Rows,
): Rows {
  return activation(add(matmul(hidden, hiddenWeights), projected)) as Rows;
}
