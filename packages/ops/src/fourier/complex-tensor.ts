/** Complex tensors: there is no complex dtype, so they are two tensors. */
import type { DType, Shape, Tensor } from "@rensa/core";

/** A complex tensor, as its real and its imaginary part. A type, not an interface, so that a trace can return one. */
export type ComplexTensor<S extends Shape = Shape, D extends DType = DType> = Readonly<
  Record<"real" | "imaginary", Tensor<S, D>>
>;

/** Which axis is transformed. */
export interface FourierOptions {
  /** Default: -1, the last. */
  readonly axis?: number;
}

/** A shape whose rank is known and whose extents are not. */
export type AnyExtents<S extends Shape> = { readonly [K in keyof S]: number };
