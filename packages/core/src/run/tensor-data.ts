/** Data on its way into a program: checked against the type that the program was compiled for, then copied. */
import { isFloat, type TypedArray } from "../graph/dtype.ts";
import {
  firstShape,
  isTypedArray,
  nestedElements,
  showPosition,
  typedElements,
  UnfitData,
} from "../graph/element-data.ts";
import { RensaError } from "../graph/error.ts";
import { formatShape, sameShape } from "../graph/shape.ts";
import { formatTensorType, type TensorType } from "../graph/tensor-type.ts";
import { isTyped } from "../trace/tree.ts";

/** Data that has been checked and can be copied. (No function, which would be made anew for every input of every run.) */
export interface CheckedData {
  readonly name: string;
  readonly values: TypedArray;
}

/**
 * Checks data for what is called `what`: `run: the input "x"`.
 *
 * @throws RensaError `INPUT_MISMATCH` for another shape or dtype and for elements that are no numbers or that the dtype
 * cannot hold, `INPUT_MISSING` for none, `NON_FINITE` for NaN or an infinity where `checkFinite` is on.
 */
export function checkData(
  what: string,
  name: string,
  type: TensorType,
  data: unknown,
  checkFinite: boolean,
): CheckedData {
  if (data === undefined) {
    throw new RensaError("INPUT_MISSING", `${what} (${formatTensorType(type)}) is missing; pass it.`);
  }
  const values = valuesOf(what, type, data);
  if (checkFinite) {
    const at = values.findIndex((value: number) => !Number.isFinite(value));
    if (at >= 0) {
      throw new RensaError(
        "NON_FINITE",
        `${what} holds ${String(values[at])} at element ${showPosition(at, type.shape)}; clean the data, or switch checkFinite off.`,
      );
    }
  }
  return { name, values };
}

function valuesOf(what: string, type: TensorType, data: unknown): TypedArray {
  try {
    if (isTypedArray(data)) return typedElements(type, data);
    if (isTyped(data)) {
      const { data: values } = data as TensorType & { readonly data?: unknown };
      if (!sameShape(data.shape, type.shape) || data.dtype !== type.dtype)
        throw mismatch(what, type, formatTensorType(data));
      if (!isTypedArray(values)) throw mismatch(what, type, "a tensor without a typed array as its data");
      return typedElements(type, values);
    }
    if (Array.isArray(data)) {
      const shape = firstShape(data);
      if (!sameShape(shape, type.shape)) throw mismatch(what, type, `nested arrays of shape ${formatShape(shape)}`);
    } else if (type.shape.length > 0 || typeof data === "object") {
      throw mismatch(what, type, data === null ? "null" : `of type ${typeof data}`);
    }
    // A program in float64 keeps all digits.
    return nestedElements(type, data, isFloat(type.dtype) ? "f64" : type.dtype);
  } catch (error) {
    if (error instanceof UnfitData) throw new RensaError("INPUT_MISMATCH", `${what} ${error.message}.`);
    throw error;
  }
}

function mismatch(what: string, type: TensorType, found: string): RensaError {
  return new RensaError(
    "INPUT_MISMATCH",
    `${what} is ${found} and the program was compiled for ${formatTensorType(type)}; pass that, or compile for the other.`,
  );
}
