/** Derivatives by central differences, in float64. */
import { checkKind, compile, type HostTensor, type OpSample } from "@rensa/core";
import { jsBackend } from "@rensa/backend-js";
import { floatPositions, nameOf, traceSample, weighted } from "./evaluate.ts";

/**
 * The gradients of `sum(weights * op(inputs))` by every float input, by central differences of width `step`.
 *
 * @param inputs - The inputs, of which floats are moved.
 * @param apply - The call.
 * @param step - How far an input is moved to each side.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind, `ATTRIBUTE_INVALID` for a value that is not
 *   allowed.
 *
 * @example
 * ```ts
 * import { finiteDifferences } from "@rensa/conformance";
 * import { sampleTensor } from "@rensa/core";
 * import { exp } from "@rensa/ops";
 *
 * const gradients = await finiteDifferences([sampleTensor([3])], (x) => exp(x));
 * console.log(gradients.get(0)?.length); // 3
 * ```
 */
export async function finiteDifferences(
  inputs: readonly HostTensor[],
  apply: OpSample["apply"],
  step = 1e-5,
): Promise<ReadonlyMap<number, Float64Array>> {
  checkKind("finiteDifferences: the inputs", inputs, "list");
  checkKind("finiteDifferences: what is applied", apply, "function");
  checkKind("finiteDifferences: the step", step, "number");
  const traced = traceSample(inputs, (...operands) => weighted(apply(...operands)));
  const program = await compile(traced, { backend: jsBackend(), precision: "f64" });
  const run = (position: number, data: Float64Array): number => {
    const given = inputs.map((input, at) => (at === position ? { ...input, data } : input));
    const result = program.run(Object.fromEntries(given.map((input, at) => [nameOf(at), input]))) as {
      data: ArrayLike<number>;
    };
    return result.data[0] ?? Number.NaN;
  };
  const gradients = new Map<number, Float64Array>();
  for (const position of floatPositions(inputs)) {
    const data = Float64Array.from(inputs[position]?.data ?? []);
    const gradient = data.map((value, at) => {
      const at1 = data.slice();
      at1[at] = value + step;
      const above = run(position, at1);
      at1[at] = value - step;
      return (above - run(position, at1)) / (2 * step);
    });
    gradients.set(position, gradient);
  }
  return gradients;
}
