/** The types of what is scaled, and of the numbers that scale it. */
import type { TensorType } from "@rensa/core";

/**
 * The types after a scaling: bytes become `f32`, floats stay what they are, and integers and booleans, which are
 * categories, are left alone.
 *
 * @example
 * ```ts
 * import type { TensorType } from "@rensa/core";
 * import type { ScaledType } from "@rensa/data";
 *
 * const pixels: ScaledType<TensorType<readonly [784], "u8">> = { shape: [784], dtype: "f32" };
 * ```
 */
export type ScaledType<E> = E extends TensorType
  ? TensorType<E["shape"], E["dtype"] extends "u8" ? "f32" : E["dtype"]>
  : { readonly [K in keyof E]: ScaledType<E[K]> };

/**
 * The types with every dtype replaced by `f64`, in which scalings keep their numbers.
 *
 * @example
 * ```ts
 * import type { TensorType } from "@rensa/core";
 * import type { StatisticType } from "@rensa/data";
 *
 * const means: StatisticType<TensorType<readonly [3], "f32">> = { shape: [3], dtype: "f64" };
 * ```
 */
export type StatisticType<E> = E extends TensorType
  ? TensorType<E["shape"], "f64">
  : { readonly [K in keyof E]: StatisticType<E[K]> };
