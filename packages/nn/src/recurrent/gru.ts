/** The gated recurrent unit. */
import { checkParts, checkOptions, full } from "@rensa/core";
import { add, matmul, mul, sigmoid, sub, tanh } from "@rensa/ops";
import { checkSize } from "../layers/checks.ts";
import type { RecurrentCell, Rows } from "./cell.ts";
import { gate, projectInputs, type RecurrentParameters } from "./gates.ts";
import { initialParameters, type RecurrentInitializers } from "./initial-parameters.ts";
import { recurrent, type RecurrentLayer, type RecurrentOptions, type RecurrentOutput } from "./recurrent.ts";

/** How a {@link gru} is made. */
export interface GruOptions<O extends RecurrentOutput> extends RecurrentOptions<O>, RecurrentInitializers {}

/**
 * One step of a GRU: the hidden state `[batch, units]` after inputs `[batch, inputs]`. The gates are reset r, update z
 * and candidate n, side by side in the parameters:
 *
 *     r = sigmoid(x Wr + br + h Ur + cr)        z = sigmoid(x Wz + bz + h Uz + cz)
 *     n = tanh(x Wn + bn + r * (h Un + cn))     next h = (1 - z) * n + z * h
 *
 * As PyTorch's `GRUCell`: the reset gate comes after the product (Cho et al. 2014 has it before).
 *
 * @param parameters - The cell's weights and biases.
 * @param hidden - The state before the step, `[batch, units]`.
 * @param inputs - The step's inputs, `[batch, inputs]`.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind, `TRACE_MIXED` for a tensor of another trace.
 *
 * @example
 * ```ts
 * import { f32, trace } from "@rensa/core";
 * import { gruStep } from "@rensa/nn";
 *
 * const parameters = { inputWeights: f32(3, 12), hiddenWeights: f32(4, 12), inputBias: f32(12), hiddenBias: f32(12) };
 * const step = trace({ parameters, hidden: f32(1, 4), x: f32(1, 3) }, ({ parameters, hidden, x }) =>
 *   gruStep(parameters, hidden, x),
 * );
 * console.log(step.result); // { shape: [1, 4], dtype: "f32" }
 * ```
 */
export function gruStep(parameters: RecurrentParameters, hidden: Rows, inputs: Rows): Rows {
  checkParts("gruStep: the parameters", parameters, "inputWeights", "hiddenWeights", "inputBias", "hiddenBias");
  checkParts("gruStep: the hidden values", hidden, "shape", "dtype");
  checkParts("gruStep: the inputs", inputs, "shape", "dtype");
  return advance(parameters, hidden, projectInputs(parameters, inputs));
}

/**
 * The cell of a {@link gru}.
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
 * import { gruCell, recurrent } from "@rensa/nn";
 *
 * const layer = recurrent(gruCell(8, 16));
 * const traced = trace({ x: f32(4, 20, 8), key: i32(2) }, ({ x, key }) => layer.run(layer.initialize(key), x).outputs);
 * console.log(traced.result); // { shape: [4, 20, 16], dtype: "f32" }
 * ```
 */
export function gruCell<const I extends number, const U extends number>(
  inputs: I,
  units: U,
  options: RecurrentInitializers = {},
): RecurrentCell<RecurrentParameters, Rows, I, U, "gru"> {
  checkOptions("gruCell", options, ["inputInitializer", "hiddenInitializer", "biasInitializer"]);
  checkSize("gru", "inputs", inputs);
  checkSize("gru", "units", units);
  return {
    kind: "gru",
    inputs,
    units,
    initialize: (key) => initialParameters(key, { inputs, units, offsets: [0, 0, 0] }, options),
    initialState: (batch) => full([batch, units], 0),
    project: projectInputs,
    advance,
    outputOf: (hidden) => hidden,
  };
}

/**
 * A gated recurrent unit (Cho et al. 2014; as PyTorch's `GRU`, whose conventions {@link gruStep} tells): `[batch, time,
 * inputs]` to `[batch, time, units]`, or with `output: "last"` to `[batch, units]`. Compiled as a loop over time.
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
 * import { gru } from "@rensa/nn";
 *
 * const layer = gru(8, 16, { output: "last" });
 * const traced = trace({ x: f32(32, 20, 8), key: i32(2) }, ({ x, key }) =>
 *   layer.apply(layer.initialize(key), x, { training: false, key, assign: () => {} }),
 * ); // [32, 16]
 * console.log(traced.result); // { shape: [32, 16], dtype: "f32" }
 * ```
 */
export function gru<const I extends number, const U extends number, const O extends RecurrentOutput = "sequence">(
  inputs: I,
  units: U,
  options: GruOptions<O> = {},
): RecurrentLayer<RecurrentParameters, Rows, I, U, O, "gru"> {
  checkOptions("gru", options, ["output", "inputInitializer", "hiddenInitializer", "biasInitializer"]);
  const { output, ...cell } = options;
  return recurrent(gruCell(inputs, units, cell), output === undefined ? {} : { output });
}

function advance({ hiddenWeights, hiddenBias }: RecurrentParameters, hidden: Rows, projected: Rows): Rows {
  const units = hidden.shape[1];
  const recurrentPart = add(matmul(hidden, hiddenWeights), hiddenBias);
  const reset = sigmoid(add(gate(projected, 0, units), gate(recurrentPart, 0, units)));
  const update = sigmoid(add(gate(projected, 1, units), gate(recurrentPart, 1, units)));
  const candidate = tanh(add(gate(projected, 2, units), mul(reset, gate(recurrentPart, 2, units))));
  return add(mul(sub(1, update), candidate), mul(update, hidden));
}
