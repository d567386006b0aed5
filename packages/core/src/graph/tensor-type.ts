/** What is known of a tensor before it has data: its shape and its dtype. */
import { dtypes } from "./dtype.ts";
import { checkOneOf } from "./check-argument.ts";
import type { DType } from "./dtype.ts";
import { checkShape, type Shape } from "./shape.ts";

/** The static type of a tensor. As an input to `trace` it is called a specification. */
export interface TensorType<S extends Shape = Shape, D extends DType = DType> {
  /** Dimensions, outermost first. */
  readonly shape: S;
  /** Element type. */
  readonly dtype: D;
}

/**
 * `f32[2,3]`.
 *
 * @param type - The type.
 *
 * @example
 * ```ts
 * import { f32, formatTensorType } from "@rensa/core";
 *
 * console.log(formatTensorType(f32(2, 3)), formatTensorType(f32())); // "f32[2,3]" "f32[]"
 * ```
 */
export function formatTensorType(type: TensorType): string {
  return `${type.dtype}[${type.shape.join(",")}]`;
}

/**
 * A tensor type of any dtype.
 *
 * @param dtype - The type of the elements.
 * @param shape - The shape.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind, `ATTRIBUTE_INVALID` for a value that is not
 *   allowed.
 *
 * @example
 * ```ts
 * import { tensorType } from "@rensa/core";
 *
 * const labels = tensorType("i32", [32]);
 * console.log(labels); // { shape: [32], dtype: "i32" }
 * ```
 */
export function tensorType<const S extends Shape, D extends DType>(dtype: D, shape: S): TensorType<S, D> {
  checkOneOf("The dtype", dtype, dtypes);
  checkShape(dtype, shape);
  return Object.freeze({ shape: freezeShape(shape), dtype });
}

function freezeShape<S extends Shape>(shape: S): S {
  const copy: Shape = Object.freeze([...shape]);
  return copy as S;
}

/**
 * A 32-bit float tensor type with the given dimensions; none make a scalar.
 *
 * @param shape - The lengths of its axes.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a value that is not allowed.
 *
 * @example
 * ```ts
 * import { f32, formatTensorType } from "@rensa/core";
 *
 * console.log(formatTensorType(f32(2, 3)), f32()); // "f32[2,3]" { shape: [], dtype: "f32" }
 * ```
 */
export function f32<const S extends Shape>(...shape: S): TensorType<S, "f32"> {
  return tensorType("f32", shape);
}

/**
 * A 64-bit float tensor type with the given dimensions; none make a scalar.
 *
 * @param shape - The lengths of its axes.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a value that is not allowed.
 *
 * @example
 * ```ts
 * import { f64, formatTensorType } from "@rensa/core";
 *
 * console.log(formatTensorType(f64(2, 3)), f64()); // "f64[2,3]" { shape: [], dtype: "f64" }
 * ```
 */
export function f64<const S extends Shape>(...shape: S): TensorType<S, "f64"> {
  return tensorType("f64", shape);
}

/**
 * A 32-bit signed integer tensor type with the given dimensions; none make a scalar.
 *
 * @param shape - The lengths of its axes.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a value that is not allowed.
 *
 * @example
 * ```ts
 * import { formatTensorType, i32 } from "@rensa/core";
 *
 * console.log(formatTensorType(i32(2, 3)), i32()); // "i32[2,3]" { shape: [], dtype: "i32" }
 * ```
 */
export function i32<const S extends Shape>(...shape: S): TensorType<S, "i32"> {
  return tensorType("i32", shape);
}

/**
 * An 8-bit unsigned integer tensor type with the given dimensions; none make a scalar.
 *
 * @param shape - The lengths of its axes.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a value that is not allowed.
 *
 * @example
 * ```ts
 * import { formatTensorType, u8 } from "@rensa/core";
 *
 * console.log(formatTensorType(u8(2, 3)), u8()); // "u8[2,3]" { shape: [], dtype: "u8" }
 * ```
 */
export function u8<const S extends Shape>(...shape: S): TensorType<S, "u8"> {
  return tensorType("u8", shape);
}

/**
 * A boolean tensor type with the given dimensions; none make a scalar.
 *
 * @param shape - The lengths of its axes.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a value that is not allowed.
 *
 * @example
 * ```ts
 * import { bool, formatTensorType } from "@rensa/core";
 *
 * console.log(formatTensorType(bool(2, 3)), bool()); // "bool[2,3]" { shape: [], dtype: "bool" }
 * ```
 */
export function bool<const S extends Shape>(...shape: S): TensorType<S, "bool"> {
  return tensorType("bool", shape);
}
