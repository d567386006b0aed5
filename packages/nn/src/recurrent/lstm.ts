/** Long short-term memory. */
import { checkParts, checkOptions, full } from "@rensa/core";
import { add, matmul, mul, sigmoid, tanh } from "@rensa/ops";
import { checkSize } from "../layers/checks.ts";
import type { RecurrentCell, Rows } from "./cell.ts";
import { gate, projectWithBiases, type RecurrentParameters } from "./gates.ts";
import { initialParameters, type RecurrentInitializers } from "./initial-parameters.ts";
import { recurrent, type RecurrentLayer, type RecurrentOptions, type RecurrentOutput } from "./recurrent.ts";

/** What an LSTM carries from step to step, both `[batch, units]`: what it gives, and its memory. */
export type LstmState = Readonly<{ hidden: Rows; cell: Rows }>;

/** What an LSTM's parameters start from. */
export interface LstmInitializers extends RecurrentInitializers {
  /**
   * What the forget gate's bias starts from: above 0 the memory is kept at first (Jozefowicz et al. 2015). Default: 1;
   * PyTorch has about 0.
   */
  readonly forgetBias?: number;
}

/** How an {@link lstm} is made. */
export interface LstmOptions<O extends RecurrentOutput> extends RecurrentOptions<O>, LstmInitializers {}

/**
 * One step of an LSTM: the state after inputs `[batch, inputs]`. The gates are input i, forget f, candidate g and output
 * o, side by side in the parameters, each `x W + b + h U + c`:
 *
 *     next cell = sigmoid(f) * cell + sigmoid(i) * tanh(g)        next hidden = sigmoid(o) * tanh(next cell)
 *
 * As PyTorch's `LSTMCell`.
 *
 * @param parameters - The cell's weights and biases.
 * @param state - The hidden state and the cell state before the step, each `[batch, units]`.
 * @param inputs - The step's inputs, `[batch, inputs]`.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind, `TRACE_MIXED` for a tensor of another trace.
 *
 * @example
 * ```ts
 * import { f32, trace } from "@rensa/core";
 * import { lstmStep } from "@rensa/nn";
 *
 * const parameters = { inputWeights: f32(3, 16), hiddenWeights: f32(4, 16), inputBias: f32(16), hiddenBias: f32(16) };
 * const state = { hidden: f32(1, 4), cell: f32(1, 4) };
 * const step = trace({ parameters, state, x: f32(1, 3) }, ({ parameters, state, x }) => lstmStep(parameters, state, x));
 * console.log(step.result); // { hidden: { shape: [1, 4], dtype: "f32" }, cell: { shape: [1, 4], dtype: "f32" } }
 * ```
 */
export function lstmStep(parameters: RecurrentParameters, state: LstmState, inputs: Rows): LstmState {
  checkParts("lstmStep: the parameters", parameters, "inputWeights", "hiddenWeights", "inputBias", "hiddenBias");
  checkParts("lstmStep: the state", state, "hidden", "cell");
  checkParts("lstmStep: the inputs", inputs, "shape", "dtype");
  return advance(parameters, state, projectWithBiases(parameters, inputs));
}

/**
 * The cell of an {@link lstm}.
 *
 * @param inputs - Features of the input: the length of its last axis.
 * @param units - Features of the output and of the hidden state.
 * @param options - How its weights and biases begin.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a value that is not allowed, `ARGUMENT_INVALID` for an argument of
 *   another kind.
 *
 * @example
 * ```ts
 * import { f32, i32, trace } from "@rensa/core";
 * import { lstmCell, recurrent } from "@rensa/nn";
 *
 * const layer = recurrent(lstmCell(8, 16));
 * const traced = trace({ x: f32(4, 20, 8), key: i32(2) }, ({ x, key }) => layer.run(layer.initialize(key), x).state);
 * console.log(traced.result); // { hidden: { shape: [4, 16], dtype: "f32" }, cell: { shape: [4, 16], dtype: "f32" } }
 * ```
 */
export function lstmCell<const I extends number, const U extends number>(
  inputs: I,
  units: U,
  options: LstmInitializers = {},
): RecurrentCell<RecurrentParameters, LstmState, I, U, "lstm"> {
  checkOptions("lstmCell", options, ["forgetBias", "inputInitializer", "hiddenInitializer", "biasInitializer"]);
  checkSize("lstm", "inputs", inputs);
  checkSize("lstm", "units", units);
  const size = { inputs, units, offsets: [0, options.forgetBias ?? 1, 0, 0] };
  return {
    kind: "lstm",
    inputs,
    units,
    initialize: (key) => initialParameters(key, size, options),
    initialState: (batch) => ({ hidden: full([batch, units], 0), cell: full([batch, units], 0) }),
    project: projectWithBiases,
    advance,
    outputOf: ({ hidden }) => hidden,
  };
}

/**
 * Long short-term memory (Hochreiter and Schmidhuber 1997; as PyTorch's `LSTM`, whose conventions {@link lstmStep} tells):
 * `[batch, time, inputs]` to `[batch, time, units]`, or with `output: "last"` to `[batch, units]`. Compiled as a loop over
 * time.
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
 * import { lstm } from "@rensa/nn";
 *
 * const layer = lstm(8, 16);
 * const traced = trace({ x: f32(32, 20, 8), key: i32(2) }, ({ x, key }) =>
 *   layer.apply(layer.initialize(key), x, { training: false, key, assign: () => {} }),
 * ); // [32, 20, 16]
 * console.log(traced.result); // { shape: [32, 20, 16], dtype: "f32" }
 * ```
 */
export function lstm<const I extends number, const U extends number, const O extends RecurrentOutput = "sequence">(
  inputs: I,
  units: U,
  options: LstmOptions<O> = {},
): RecurrentLayer<RecurrentParameters, LstmState, I, U, O, "lstm"> {
  checkOptions("lstm", options, ["output", "forgetBias", "inputInitializer", "hiddenInitializer", "biasInitializer"]);
  const { output, ...cell } = options;
  return recurrent(lstmCell(inputs, units, cell), output === undefined ? {} : { output });
}

function advance({ hiddenWeights }: RecurrentParameters, { hidden, cell }: LstmState, projected: Rows): LstmState {
  const units = hidden.shape[1];
  const gates = add(matmul(hidden, hiddenWeights), projected);
  const input = sigmoid(gate(gates, 0, units));
  const forget = sigmoid(gate(gates, 1, units));
  const candidate = tanh(gate(gates, 2, units));
  const output = sigmoid(gate(gates, 3, units));
  const next = add(mul(forget, cell), mul(input, candidate));
  return { hidden: mul(output, tanh(next)), cell: next };
}
