/** The transform jvp: forward mode on traced functions. */
import { checkTraced } from "../graph/check-argument.ts";
import { traceTree, type Traced } from "../trace/trace.ts";
import type { TensorTree } from "../trace/tree.ts";
import { pick } from "./pick.ts";
import { tangentsOf } from "./tangents.ts";
import type { NamedInputs, Picked } from "./transforms.ts";

/**
 * The Jacobian-vector product: the traced function of the inputs and tangents of the named inputs that returns the value
 * and how it changes along the tangents. It costs about as much as the function, for any number of inputs.
 *
 * @param traced Returns float tensors, nested as it likes.
 * @param names Inputs that change.
 *
 * @throws RensaError `NOT_DIFFERENTIABLE`, `VJP_MISSING`; `ARGUMENT_INVALID` for an unknown name.
 *
 * @example
 * ```ts
 * import { defineOp, f32, jvp, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const square = defineOp({ name: "square", forward: { scalar: ([x]) => x.mul(x) } });
 * const traced = trace({ x: f32(3) }, ({ x }) => square(x));
 * const along = jvp(traced, ["x"]); // inputs inputs.x and tangents.x, outputs value and tangent
 * console.log((await compile(along)).run({ inputs: { x: [1, 2, 3] }, tangents: { x: [1, 0, 0] } }).tangent); // { shape: [3], dtype: "f32", data: Float32Array [2, 0, 0] }
 * ```
 */
export function jvp<Spec extends NamedInputs, Result, const Name extends keyof Spec & string>(
  traced: Traced<Spec, Result>,
  names: readonly Name[],
): Traced<
  { readonly inputs: Spec; readonly tangents: Picked<Spec, Name> },
  { readonly value: Result; readonly tangent: Result }
> {
  checkTraced(traced);
  const tangentTypes = pick(traced.spec, names) as Picked<Spec, Name>;
  const spec = { inputs: traced.spec, tangents: tangentTypes };
  return traceTree(spec, ({ inputs, tangents }: { inputs: never; tangents: TensorTree }) => {
    const value = traced(inputs);
    const tangent = tangentsOf(value as TensorTree, pick(inputs, names), tangents);
    return { value, tangent };
  });
}
