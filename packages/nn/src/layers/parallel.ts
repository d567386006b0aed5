/** Layers side by side. */
import { checkKind, RensaError, scope, type Shape, type ShapeError, type Tensor } from "@rensa/core";
import { minimum } from "@rensa/ops";
import type { Layer, ShapeFunction } from "../layer.ts";
import { applyChild, initializeChildren, isTrainableIn, lengthsBehind, type Children } from "./child.ts";
import { checkName } from "./checks.ts";
import { defineLayer } from "./define-layer.ts";
import { asLayer, type AfterLayer, type InputOf, type LayerLike, type ParametersByName } from "./plain-function.ts";

/** Layers or functions by name. */
export type Branches = Readonly<Record<string, LayerLike>>;

/** What branches give, by name. */
export type BranchOutputs<B extends Branches> = { readonly [K in keyof B]: Tensor<Shape, "f32"> };

/** The error of the branch that does not take a shape; of what is combined nothing is known. */
export interface ParallelShape<B extends Branches> extends ShapeFunction {
  readonly output: ErrorsOf<{ [K in keyof B]: AfterLayer<B[K], this["input"]> }[keyof B]>;
}

type ErrorsOf<Outputs> = [Extract<Outputs, ShapeError<string>>] extends [never]
  ? Shape
  : Extract<Outputs, ShapeError<string>>;

/**
 * Layers that all read the same input, and a function that makes one tensor of what they give, by name. Its parameters
 * are those of the branches, by name. Nothing is known of the shape of what is combined; `shaped` after it says it.
 *
 * @param branches - The layers, by name.
 * @param combine - Makes one tensor of the outputs, which it gets by name.
 *
 * @throws RensaError `ARGUMENT_INVALID` for no branches, or a name that is not made of letters, digits, `_` and `-`.
 *
 * @example
 * ```ts
 * import { conv2d, parallel, sequential, shaped, summary } from "@rensa/nn";
 * import { concat, relu } from "@rensa/ops";
 * import { f32 } from "@rensa/core";
 *
 * const inception = parallel(
 *   { narrow: conv2d(64, 16, 1), wide: sequential(conv2d(64, 16, 1), relu, conv2d(16, 32, 3, { padding: "same" })) },
 *   ({ narrow, wide }) => concat([narrow, wide], -1),
 * );
 * const model = sequential(inception, shaped([28, 28, 48]), conv2d(48, 10, 1));
 * const { outputs: [output], trained } = await summary(model, f32(8, 28, 28, 64));
 * console.log(output?.[1].shape, trained); // [8, 28, 28, 10] 7210
 * ```
 */
export function parallel<const B extends Branches>(
  branches: B,
  combine: (outputs: BranchOutputs<B>) => Tensor,
): Layer<ParametersByName<B>, ParallelShape<B>, InputOf<B[keyof B]>, "parallel"> {
  checkKind("parallel: the branches", branches, "record");
  checkKind("parallel: what combines", combine, "function");
  const children: Children = Object.fromEntries(Object.entries(branches).map(([name, each]) => [name, asLayer(each)]));
  const names = Object.keys(children);
  if (names.length === 0)
    throw new RensaError("ARGUMENT_INVALID", "parallel: there are no branches; give one at least.");
  for (const name of names) checkName("parallel", name);
  return defineLayer({
    kind: "parallel",
    initialize: (key) => initializeChildren(children, key) as ParametersByName<B>,
    apply: (parameters, x: Tensor, context) => {
      const outputs = names.map((name) => [name, applyChild(children, name, parameters, x, context)]);
      return scope("combine", () => combine(Object.fromEntries(outputs) as BranchOutputs<B>));
    },
    isTrainable: (path) => isTrainableIn(children, path),
    // Of what is combined the steps are real that are real in each branch which has any.
    lengthsAfter: (lengths) => {
      const behind = new Set(Object.values(children).map((branch) => lengthsBehind(branch, lengths)));
      behind.delete(null);
      return [...behind].reduce((least, each) => (least === null || each === null ? each : minimum(least, each)), null);
    },
  });
}
