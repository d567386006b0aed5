/** Data on its way into a program: checked against the type that the program was compiled for, then copied. */
import type { TypedArray } from "../graph/dtype.ts";
import { RensaError } from "../graph/error.ts";
import { nestedShape, type NestedArray } from "../graph/host-tensor.ts";
import { formatShape, sameShape, sizeOf } from "../graph/shape.ts";
import { formatTensorType, type TensorType } from "../graph/tensor-type.ts";
import { isTyped } from "../trace/tree.ts";

/** Data that has been checked and can be copied. */
export interface CheckedData {
  readonly name: string;
  readonly values: ArrayLike<number>;
  readonly copyTo: (target: TypedArray) => void;
}

/**
 * Checks data for the input `name`.
 *
 * @throws RensaError `INPUT_MISMATCH` for another shape or dtype, `INPUT_MISSING` for none, `NON_FINITE` for NaN or an
 * infinity where `checkFinite` is on.
 */
export function checkData(name: string, type: TensorType, data: unknown, checkFinite: boolean): CheckedData {
  if (data === undefined) {
    throw new RensaError("INPUT_MISSING", `run: the input "${name}" (${formatTensorType(type)}) is missing; pass it.`);
  }
  const values = valuesOf(name, type, data);
  if (checkFinite) {
    const at = values.findIndex((value: number) => !Number.isFinite(value));
    if (at >= 0) {
      throw new RensaError(
        "NON_FINITE",
        `run: the input "${name}" holds ${String(values[at])} at element ${String(at)}; clean the data, or switch checkFinite off.`,
      );
    }
  }
  return {
    name,
    values,
    copyTo: (target) => {
      target.set(values);
    },
  };
}

function valuesOf(name: string, type: TensorType, data: unknown): TypedArray | number[] {
  const mismatch = (found: string): RensaError =>
    new RensaError(
      "INPUT_MISMATCH",
      `run: the input "${name}" is ${found} and the program was compiled for ${formatTensorType(type)}; pass that, or compile for the other.`,
    );
  if (isTyped(data)) {
    const { data: values } = data as TensorType & { readonly data?: TypedArray };
    if (!sameShape(data.shape, type.shape) || data.dtype !== type.dtype || values === undefined)
      throw mismatch(formatTensorType(data));
    return checkLength(values, type, mismatch);
  }
  if (isTypedArray(data)) return checkLength(data, type, mismatch);
  if (typeof data !== "number" && typeof data !== "boolean" && !Array.isArray(data)) throw mismatch(typeof data);
  const nested = data as NestedArray;
  const shape = nestedShape(nested);
  if (!sameShape(shape, type.shape)) throw mismatch(`nested arrays of shape ${formatShape(shape)}`);
  return (Array.isArray(nested) ? (nested as readonly unknown[]).flat(Infinity) : [nested]).map(Number);
}

function checkLength(values: TypedArray, type: TensorType, mismatch: (found: string) => RensaError): TypedArray {
  if (values.length !== sizeOf(type.shape)) throw mismatch(`${String(values.length)} elements`);
  return values;
}

function isTypedArray(value: unknown): value is TypedArray {
  return (
    value instanceof Float32Array ||
    value instanceof Float64Array ||
    value instanceof Int32Array ||
    value instanceof Uint8Array
  );
}
