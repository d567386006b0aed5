/** The parameters of layers that multiply: weights, and a bias where one is wanted. */
import type { Shape, Tensor } from "@rensa/core";
import { add } from "@rensa/ops";
import { zeros } from "../initialisers/constant.ts";
import { heUniform } from "../initialisers/he.ts";
import type { Fans, Initialiser } from "../initialisers/initialiser.ts";
import type { Key } from "../model.ts";
import { keyFor } from "./key-for.ts";

/** How a layer with weights is made. */
export interface WeightOptions<Bias extends boolean = boolean> {
  /** Whether a bias is added to each output. Default: true. */
  readonly bias?: Bias;
  /** What the weights start from. Default: `heUniform()`, which suits relu. */
  readonly initialiser?: Initialiser;
  /** What the bias starts from. Default: `zeros()`. */
  readonly biasInitialiser?: Initialiser;
}

/** Weights of a shape, and a bias of each output unless there is to be none. */
export type WeightsAndBias<W extends Shape, O extends number, Bias extends boolean = true> = Bias extends true
  ? { readonly weights: Tensor<W, "f32">; readonly bias: Tensor<readonly [O], "f32"> }
  : { readonly weights: Tensor<W, "f32"> };

/** Weights and bias before the first step. */
export function initialWeights<W extends Shape, O extends number, Bias extends boolean>(
  key: Key,
  { shape, outputs, fans }: { readonly shape: W; readonly outputs: O; readonly fans: Fans },
  options: WeightOptions<Bias>,
): WeightsAndBias<W, O, Bias> {
  const { initialiser = heUniform() } = options;
  const weights = initialiser(keyFor(key, "weights"), shape, fans);
  return { weights, ...initialBias(key, outputs, fans, options) } as WeightsAndBias<W, O, Bias>;
}

/** The bias before the first step, if there is one. */
export function initialBias(
  key: Key,
  outputs: number,
  fans: Fans,
  { bias, biasInitialiser = zeros() }: WeightOptions,
): { readonly bias?: Tensor } {
  return bias === false ? {} : { bias: biasInitialiser(keyFor(key, "bias"), [outputs], fans) };
}

/** What was computed, plus the bias where there is one. */
export function withBias(outputs: Tensor, parameters: Readonly<Record<string, Tensor>>): Tensor {
  const bias = parameters["bias"];
  return bias === undefined ? outputs : (add(outputs, bias) as Tensor);
}
