/** Transforms of traced functions: grad, valueAndGrad, vjp. */
import { checkTraced } from "../graph/check-argument.ts";
import { RensaError } from "../graph/error.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import type { Tensor } from "../op/tensor.ts";
import { traceTree, type Traced } from "../trace/trace.ts";
import { isTyped, type TensorsOf, type TypeTree } from "../trace/tree.ts";
import { gradientsOf } from "./gradients.ts";
import { pick } from "./pick.ts";

/** Inputs that are named: what `valueAndGrad` and its kin work on. */
export interface NamedInputs {
  readonly [name: string]: TypeTree;
}

/** The gradients by input name, each with its input's structure and shapes. */
export type GradientsOf<Spec, Name extends keyof Spec> = { readonly [K in Name]: TensorsOf<Spec[K]> };

/** The types of the named inputs. */
export type Picked<Spec, Name extends keyof Spec> = { readonly [K in Name]: Spec[K] };

/**
 * The traced function that returns the value of `traced` and its gradients by the named inputs.
 *
 * @param traced Returns a float scalar.
 * @param names Inputs to differentiate by.
 *
 * @throws RensaError `LOSS_NOT_SCALAR`, `NOT_DIFFERENTIABLE`, `VJP_MISSING`; `ARGUMENT_INVALID` for an unknown name.
 *
 * @example
 * ```ts
 * import { defineOp, f32, trace, valueAndGrad } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const square = defineOp({ name: "square", forward: { scalar: ([x]) => x.mul(x) } });
 * const traced = trace({ x: f32() }, ({ x }) => square(x));
 * const step = valueAndGrad(traced, ["x"]); // outputs value and gradients.x
 * console.log((await compile(step)).run({ x: 3 })); // { value: { shape: [], dtype: "f32", data: Float32Array [9] }, gradients: { x: { shape: [], dtype: "f32", data: Float32Array [6] } } }
 * ```
 */
export function valueAndGrad<Spec extends NamedInputs, Value extends Tensor, const Name extends keyof Spec & string>(
  traced: Traced<Spec, Value>,
  names: readonly Name[],
): Traced<Spec, { readonly value: Value; readonly gradients: GradientsOf<Spec, Name> }> {
  checkTraced(traced);
  return traceTree(traced.spec, (inputs: never) => {
    const value = traced(inputs);
    return { value, gradients: gradientsOf(value, pick(inputs, names)) };
  });
}

/**
 * The traced function that returns the gradients of `traced` by the named inputs.
 *
 * @param traced - The traced function, as `trace` gives it.
 * @param names - The names of the inputs by which to differentiate.
 *
 * @throws RensaError As {@link valueAndGrad}.
 *
 * @example
 * ```ts
 * import { f32, grad, trace } from "@rensa/core";
 * import { square, sum } from "@rensa/ops";
 * import { compile } from "rensa";
 *
 * const energy = trace({ x: f32(3) }, ({ x }) => sum(square(x)));
 * console.log((await compile(grad(energy, ["x"]))).run({ x: [1, 2, 3] }).x.data); // Float32Array [2, 4, 6]
 * ```
 */
export function grad<Spec extends NamedInputs, const Name extends keyof Spec & string>(
  traced: Traced<Spec, Tensor>,
  names: readonly Name[],
): Traced<Spec, GradientsOf<Spec, Name>> {
  checkTraced(traced);
  return traceTree(traced.spec, (inputs: never) => gradientsOf(traced(inputs), pick(inputs, names)));
}

/**
 * The vector-Jacobian product: the traced function of the inputs and a cotangent of the (single) output that returns
 * the value and the cotangents of the named inputs. The output may have any shape.
 *
 * @param traced - The traced function, as `trace` gives it.
 * @param names - The names of the inputs by which to differentiate.
 *
 * @throws RensaError `NOT_DIFFERENTIABLE`, `VJP_MISSING`; `ARGUMENT_INVALID` for an unknown name or several outputs.
 *
 * @example
 * ```ts
 * import { f32, trace, vjp } from "@rensa/core";
 * import { square } from "@rensa/ops";
 * import { compile } from "rensa";
 *
 * const squares = trace({ x: f32(3) }, ({ x }) => square(x));
 * const program = await compile(vjp(squares, ["x"]));
 * const { value, gradients } = program.run({ inputs: { x: [1, 2, 3] }, cotangent: [1, 0, 10] });
 * console.log(value.data, gradients.x.data); // Float32Array [1, 4, 9] Float32Array [2, 0, 60]
 * ```
 */
export function vjp<Spec extends NamedInputs, Value extends Tensor, const Name extends keyof Spec & string>(
  traced: Traced<Spec, Value>,
  names: readonly Name[],
): Traced<
  { readonly inputs: Spec; readonly cotangent: TensorType<Value["shape"], Value["dtype"]> },
  { readonly value: Value; readonly gradients: GradientsOf<Spec, Name> }
> {
  checkTraced(traced);
  const output = traced.result;
  if (!isTyped(output)) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      "vjp: the traced function must return one tensor; return the one to differentiate.",
    );
  }
  const spec = { inputs: traced.spec, cotangent: output as TensorType<Value["shape"], Value["dtype"]> };
  return traceTree(spec, ({ inputs, cotangent }: { inputs: never; cotangent: Tensor }) => {
    const value = traced(inputs);
    return { value, gradients: gradientsOf(value, pick(inputs, names), cotangent) };
  });
}
