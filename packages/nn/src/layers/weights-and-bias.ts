/** The parameters of layers that multiply: weights, and a bias where one is wanted. */
import type { Shape, Tensor } from "@rensa/core";
import { add } from "@rensa/ops";
import { zeros } from "../initializers/constant.ts";
import { heUniform } from "../initializers/he.ts";
import type { Fans, Initializer } from "../initializers/initializer.ts";
import type { Key } from "../model.ts";
import { keyFor } from "./key-for.ts";

/** How a layer with weights is made. */
export interface WeightOptions<Bias extends boolean = boolean> {
  /** Whether a bias is added to each output. Default: true. */
  readonly bias?: Bias;
  /** What the weights start from. Default: `heUniform()`, which suits relu. */
  readonly initializer?: Initializer;
  /** What the bias starts from. Default: `zeros()`. */
  readonly biasInitializer?: Initializer;
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
  const { initializer = heUniform() } = options;
  const weights = initializer(keyFor(key, "weights"), shape, fans);
  return { weights, ...initialBias(key, outputs, fans, options) } as WeightsAndBias<W, O, Bias>;
}

/** The bias before the first step, if there is one. */
export function initialBias(
  key: Key,
  outputs: number,
  fans: Fans,
  { bias, biasInitializer = zeros() }: WeightOptions,
): { readonly bias?: Tensor } {
  return bias === false ? {} : { bias: biasInitializer(keyFor(key, "bias"), [outputs], fans) };
}

/** What was computed, plus the bias where there is one. */
export function withBias(outputs: Tensor, parameters: Readonly<Record<string, Tensor>>): Tensor {
  const bias = parameters["bias"];
  return bias === undefined ? outputs : add(outputs, bias);
}
