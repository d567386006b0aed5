/** What the cells of gates share: parameters with the gates side by side, and products of them. */
import type { Tensor } from "@rensa/core";
import { add, matmul, slice } from "@rensa/ops";
import type { Rows } from "./cell.ts";

/**
 * The parameters of `simpleRnn` (one gate), `gru` (three) and `lstm` (four). Their columns `G` are the gates side by side,
 * each as wide as there are units, in PyTorch's order: they are its `weight_ih` and `weight_hh`, transposed, and its
 * `bias_ih` and `bias_hh`.
 */
export type RecurrentParameters = Readonly<{
  /** `[inputs, G]`. */
  inputWeights: Tensor<readonly [number, number], "f32">;
  /** `[units, G]`. */
  hiddenWeights: Tensor<readonly [number, number], "f32">;
  /** `[G]`. */
  inputBias: Tensor<readonly [number], "f32">;
  /** `[G]`. */
  hiddenBias: Tensor<readonly [number], "f32">;
}>;

/** `inputs . inputWeights + inputBias`. */
export function projectInputs({ inputWeights, inputBias }: RecurrentParameters, inputs: Rows): Rows {
  return add(matmul(inputs, inputWeights), inputBias);
}

/** `inputs . inputWeights + (inputBias + hiddenBias)`: where both biases are only added, they are added before the loop. */
export function projectWithBiases(parameters: RecurrentParameters, inputs: Rows): Rows {
  const { inputWeights, inputBias, hiddenBias } = parameters;
  return add(matmul(inputs, inputWeights), add(inputBias, hiddenBias));
}

/** The columns of one gate, counted from 0. */
export function gate(of: Rows, index: number, units: number): Rows {
  return slice(of, [0, index * units], [of.shape[0], (index + 1) * units]);
}
