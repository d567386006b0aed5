/** Jacobians: all partial derivatives of tensors by tensors, a row or a column at a time, all of them at once. */
import { checkOptions } from "../graph/check-options.ts";
import { checkTraced } from "../graph/check-argument.ts";
import { RensaError } from "../graph/error.ts";
import type { DType } from "../graph/dtype.ts";
import { sizeOf, type Shape } from "../graph/shape.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import { unfoldLeading, unitVectors } from "../op/batch-axes.ts";
import { isTensor, type Tensor } from "../op/tensor.ts";
import { traceTree, type Traced } from "../trace/trace.ts";
import { flattenTree, isTyped, mapTree, type TensorTree, type TypeTree } from "../trace/tree.ts";
import { vmap } from "../trace/vmap.ts";
import { gradientsOf } from "./gradients.ts";
import { pick } from "./pick.ts";
import { tangentsOf } from "./tangents.ts";
import type { NamedInputs } from "./transforms.ts";

/** For each output its derivatives by the named inputs: the output's axes, then the input's. */
export type JacobianOf<Result, Spec, Name extends keyof Spec> =
  Result extends Tensor<infer S extends Shape>
    ? { readonly [K in Name]: DerivativesBy<S, Spec[K]> }
    : { readonly [K in keyof Result]: JacobianOf<Result[K], Spec, Name> };

/** The derivatives of a tensor of shape `S` by the tensors of a tree. */
export type DerivativesBy<S extends Shape, T> =
  T extends TensorType<infer X extends Shape, infer D extends DType>
    ? Tensor<readonly [...S, ...X], D>
    : { readonly [K in keyof T]: DerivativesBy<S, T[K]> };

/** How {@link jacobian} works. */
export interface JacobianOptions {
  /**
   * `"reverse"` costs a backward pass for each element of the outputs, `"forward"` a forward pass for each element of
   * the inputs. Default: whichever is fewer.
   */
  readonly mode?: "forward" | "reverse";
}

/**
 * The traced function that returns the Jacobian: for each output (in the place of it) an object with, for each named
 * input, a tensor of the output's axes and then the input's.
 *
 * @param traced - The traced function, as `trace` gives it.
 * @param names - The names of the inputs by which to differentiate.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an unknown name; `NOT_DIFFERENTIABLE`, `VJP_MISSING`.
 *
 * @example
 * ```ts
 * import { defineOp, f32, jacobian, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const square = defineOp({ name: "square", forward: { scalar: ([x]) => x.mul(x) } });
 * const traced = trace({ x: f32(3) }, ({ x }) => square(x));
 * const derivatives = jacobian(traced, ["x"]); // output x: f32[3,3], diagonal
 * console.log((await compile(derivatives)).run({ x: [1, 2, 3] })); // { x: { shape: [3, 3], dtype: "f32", data: Float32Array [2, 0, 0, 0, 4, 0, 0, 0, 6] } }
 * ```
 */
export function jacobian<Spec extends NamedInputs, Result, const Name extends keyof Spec & string>(
  traced: Traced<Spec, Result>,
  names: readonly Name[],
  options: JacobianOptions = {},
): Traced<Spec, JacobianOf<Result, Spec, Name>> {
  checkOptions("jacobian", options, ["mode"]);
  checkTraced(traced);
  const count = (tree: unknown): number =>
    flattenTree(tree, isTyped).reduce((total, [, { shape }]) => total + sizeOf(shape), 0);
  const fewer = count(pick(traced.spec, names)) < count(traced.result) ? "forward" : "reverse";
  const { mode = fewer } = options;
  return traceTree(traced.spec, (inputs: never) =>
    mode === "reverse" ? byRows(traced, inputs, names) : byColumns(traced, inputs, names),
  );
}

/** One cotangent for each element of an output. */
function byRows(traced: AnyTraced, inputs: never, names: readonly string[]): unknown {
  return mapTree<TensorType, unknown>(traced.result, isTyped, ({ shape, dtype }, output) => {
    const spec = { inputs: traced.spec, direction: { shape, dtype } };
    const row = traceTree<DirectedSpec, unknown>(spec, ({ inputs: given, direction }: Directed) => {
      const value = leafAt(traced(given), output);
      return gradientsOf(value, pick(given, names), direction);
    });
    const rows = vmap(row, Math.max(1, sizeOf(shape)), { shared: ["inputs"] });
    // The types of a traced function of generic inputs are not computed before these are known.
    const found = rows({ inputs, direction: unitVectors(shape, dtype) } as never);
    return mapTree<Tensor, unknown>(found, isTensor, (each) => unfoldLeading(each, shape, false));
  });
}

/** One tangent for each element of an input. */
function byColumns(traced: AnyTraced, inputs: never, names: readonly string[]): unknown {
  const columns = new Map(
    flattenTree(pick(inputs, names), isTensor).map(([input, { shape, dtype }]) => {
      const spec = { inputs: traced.spec, direction: { shape, dtype } };
      const column = traceTree<DirectedSpec, unknown>(spec, ({ inputs: given, direction }: Directed) =>
        tangentsOf(traced(given) as TensorTree, leafAt(given, input), direction),
      );
      const all = vmap(column, Math.max(1, sizeOf(shape)), { shared: ["inputs"] });
      // As above.
      const found = all({ inputs, direction: unitVectors(shape, dtype) } as never);
      return [input, mapTree<Tensor, unknown>(found, isTensor, (each) => unfoldLeading(each, shape, true))];
    }),
  );
  return mapTree<TensorType, unknown>(traced.result, isTyped, (_type, output) =>
    mapTree<Tensor, unknown>(pick(inputs, names), isTensor, (_, input) => leafAt(columns.get(input), output)),
  );
}

/** A traced function, whatever its types. */
interface AnyTraced {
  (inputs: never): unknown;
  readonly spec: unknown;
  readonly result: TypeTree;
}

interface DirectedSpec {
  readonly inputs: unknown;
  readonly direction: TensorType;
}

interface Directed {
  readonly inputs: never;
  readonly direction: Tensor;
}

function leafAt(tree: unknown, path: string): Tensor {
  const leaf = flattenTree(tree, isTensor).find(([name]) => name === path)?.[1];
  if (leaf === undefined) throw new RensaError("INTERNAL", `jacobian: there is no tensor ${path}.`);
  return leaf;
}
