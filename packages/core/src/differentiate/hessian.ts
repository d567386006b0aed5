/** Second derivatives of a loss: the Hessian, and its product with a vector, which needs no Hessian. */
import { checkTraced } from "../graph/check-argument.ts";
import type { Tensor } from "../op/tensor.ts";
import { traceTree, type Traced } from "../trace/trace.ts";
import type { TensorTree } from "../trace/tree.ts";
import { gradientsOf } from "./gradients.ts";
import { jacobian, type JacobianOf } from "./jacobian.ts";
import { pick } from "./pick.ts";
import { tangentsOf } from "./tangents.ts";
import { grad, type GradientsOf, type NamedInputs, type Picked } from "./transforms.ts";

/**
 * The traced function that returns the Hessian of a loss: for each named input `a`, and each `b`, the tensor of second
 * derivatives with the axes of `a` and then those of `b`. Forward mode over reverse mode.
 *
 * @param traced - The traced function, as `trace` gives it.
 * @param names - The names of the inputs by which to differentiate.
 *
 * @throws RensaError `LOSS_NOT_SCALAR`, `NOT_DIFFERENTIABLE`, `VJP_MISSING`; `ARGUMENT_INVALID` for an unknown name.
 *
 * @example
 * ```ts
 * import { f32, hessian, trace } from "@rensa/core";
 * import { exp, sum } from "@rensa/ops";
 * import { compile } from "rensa";
 *
 * const traced = trace({ x: f32(3) }, ({ x }) => sum(exp(x)));
 * const second = hessian(traced, ["x"]); // output x.x: f32[3,3]
 * console.log((await compile(second)).run({ x: [0, 0, 0] })); // { x: { x: { shape: [3, 3], dtype: "f32", data: Float32Array [1, 0, 0, 0, 1, 0, 0, 0, 1] } } }
 * ```
 */
export function hessian<Spec extends NamedInputs, const Name extends keyof Spec & string>(
  traced: Traced<Spec, Tensor>,
  names: readonly Name[],
): Traced<Spec, JacobianOf<GradientsOf<Spec, Name>, Spec, Name>> {
  checkTraced(traced);
  return jacobian(grad(traced, names), names, { mode: "forward" });
}

/**
 * The traced function that returns the product of a loss's Hessian with a vector (one tensor for each named input). It
 * costs about as much as two gradients, however many parameters there are. Source: Pearlmutter, "Fast exact
 * multiplication by the Hessian" (1994).
 *
 * @param traced - The traced function, as `trace` gives it.
 * @param names - The names of the inputs by which to differentiate.
 *
 * @throws RensaError As {@link hessian}.
 *
 * @example
 * ```ts
 * import { f32, hessianVectorProduct, trace } from "@rensa/core";
 * import { exp, sum } from "@rensa/ops";
 * import { compile } from "rensa";
 *
 * const traced = trace({ x: f32(3) }, ({ x }) => sum(exp(x)));
 * const product = hessianVectorProduct(traced, ["x"]); // inputs inputs.x and vector.x, output x
 * console.log((await compile(product)).run({ inputs: { x: [0, 0, 0] }, vector: { x: [1, 2, 3] } })); // { x: { shape: [3], dtype: "f32", data: Float32Array [1, 2, 3] } }
 * ```
 */
export function hessianVectorProduct<Spec extends NamedInputs, const Name extends keyof Spec & string>(
  traced: Traced<Spec, Tensor>,
  names: readonly Name[],
): Traced<{ readonly inputs: Spec; readonly vector: Picked<Spec, Name> }, GradientsOf<Spec, Name>> {
  checkTraced(traced);
  const spec = { inputs: traced.spec, vector: pick(traced.spec, names) as Picked<Spec, Name> };
  return traceTree(spec, (given: { readonly inputs: never; readonly vector: TensorTree }) => {
    const variables = pick(given.inputs, names);
    return tangentsOf(gradientsOf(traced(given.inputs), variables), variables, given.vector);
  });
}
