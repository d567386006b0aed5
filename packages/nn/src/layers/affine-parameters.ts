/** The scale and bias that normalizations have at their end. */
import { full, type Shape, type Tensor } from "@rensa/core";

/** Whether a normalization has a scale and a bias. */
export interface AffineOptions<Scale extends boolean = boolean, Bias extends boolean = boolean> {
  /** Whether what is normalized is multiplied by a scale, which starts at 1. Default: true. */
  readonly scale?: Scale;
  /** Whether a bias is added, which starts at 0. Default: true. */
  readonly bias?: Bias;
  /** What is added to the variance, from 0. Default: 1e-5. */
  readonly epsilon?: number;
}

/** A scale and a bias of a shape, those that there are. */
export type AffineParameters<
  S extends Shape,
  Scale extends boolean = true,
  Bias extends boolean = true,
> = Scale extends true
  ? Bias extends true
    ? { readonly scale: Tensor<S, "f32">; readonly bias: Tensor<S, "f32"> }
    : { readonly scale: Tensor<S, "f32"> }
  : Bias extends true
    ? { readonly bias: Tensor<S, "f32"> }
    : Readonly<Record<never, never>>;

/** Scale and bias before the first step. */
export function initialAffine<S extends Shape, Scale extends boolean, Bias extends boolean>(
  shape: S,
  { scale, bias }: AffineOptions<Scale, Bias>,
): AffineParameters<S, Scale, Bias> {
  return {
    ...(scale === false ? {} : { scale: full(shape, 1) }),
    ...(bias === false ? {} : { bias: full(shape, 0) }),
  } as AffineParameters<S, Scale, Bias>;
}

/** Scale and bias as the ops take them. */
export interface AffineTensors<S extends Shape> {
  readonly scale?: Tensor<S, "f32">;
  readonly bias?: Tensor<S, "f32">;
}

/** The epsilon as the ops take it: their own default where none is given. */
export function epsilonOf({ epsilon }: { readonly epsilon?: number }): { readonly epsilon?: number } {
  return epsilon === undefined ? {} : { epsilon };
}
