/** Host ops of two floats an element: the form that they share. */
import { isFloat, RensaError, type HostForm, type TensorType } from "@rensa/core";

/** A host form that applies a function of two numbers, in float64, to each pair of elements. */
export function elementPairs<A>(of: (a: number, b: number, attributes: A) => number): HostForm<readonly string[], A> {
  return {
    host: {
      types: ([a]) => [a as TensorType],
      run: ([a, b], [output], attributes) => {
        output?.data.forEach((_, at) => {
          output.data[at] = of(a?.data[at] ?? 0, b?.data[at] ?? 0, attributes);
        });
      },
    },
  };
}

/** Refuses integers, two dtypes and two shapes. */
export function checkPair(name: string, inputs: readonly TensorType[]): void {
  const [a, b] = inputs;
  if (a === undefined || b === undefined || !isFloat(a.dtype) || a.dtype !== b.dtype) {
    throw new RensaError(
      "DTYPE_MISMATCH",
      `${name}: takes two floats of one dtype and got ${inputs.map(({ dtype }) => dtype).join(" and ")}; cast them.`,
    );
  }
}
