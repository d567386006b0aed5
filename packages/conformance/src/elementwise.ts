/** elementwise: the elements of tensors that broadcasting puts beside each other, handed to a function of numbers. */
import {
  checkKind,
  broadcastShapes,
  Index,
  refuseArgument,
  sizeOf,
  stridesOf,
  type HostTensor,
  type Shape,
} from "@rensa/core";

/**
 * A function of elements applied to tensors that broadcast: what a `scalar` op should return.
 *
 * @param inputs - The operands.
 * @param reference - The function of one element of each.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { elementwise } from "@rensa/conformance";
 * import { hostTensor } from "@rensa/core";
 *
 * console.log(elementwise([hostTensor([[1, 2], [3, 4]]), hostTensor([10, 20])], (a, b) => a * b)); // Float64Array [10, 40, 30, 80]
 * ```
 */
export function elementwise(inputs: readonly HostTensor[], reference: (...elements: number[]) => number): Float64Array {
  checkKind("elementwise: the inputs", inputs, "list");
  checkKind("elementwise: the reference", reference, "function");
  const shape: Shape = broadcastShapes("reference", ...inputs.map((input) => input.shape));
  const strides = stridesOf(shape);
  return Float64Array.from({ length: sizeOf(shape) }, (_, flat) => {
    const indices = shape.map(
      (extent, axis) =>
        Index.constant(flat)
          .div(strides[axis] ?? 1)
          .mod(extent).constant,
    );
    const value: unknown = reference(...inputs.map((input) => elementAt(input, indices)));
    return typeof value === "number" ? value : refuseArgument("What the reference returned", value, "a number");
  });
}

function elementAt({ shape, data }: HostTensor, indices: readonly number[]): number {
  const strides = stridesOf(shape);
  const leading = indices.length - shape.length;
  const offset = shape.reduce(
    (sum, extent, axis) => sum + (extent === 1 ? 0 : (indices[leading + axis] ?? 0)) * (strides[axis] ?? 1),
    0,
  );
  return data[offset] ?? Number.NaN;
}
