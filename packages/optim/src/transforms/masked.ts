/** A transform for a part of the parameters; the gradients of the rest are passed on as they are. */
import { checkKind, flatten, isTensor, type TensorTree } from "@rensa/core";
import { checkTransform, type Transform, type UpdateContext } from "./transform.ts";
import { mergeTensors, pickTensors, type OfParameter } from "./trees.ts";

/**
 * A transform that sees only some of the parameters. It keeps state for these alone; the gradients of the others pass.
 *
 * @param predicate True for what it sees, by path in the tree and tensor.
 *
 * @example
 * ```ts
 * import { chain, clipByValue, masked, sgd } from "@rensa/optim";
 *
 * const optimizer = chain(masked(clipByValue(0.1), (path) => path.startsWith("head.")), sgd(0.1));
 * ```
 */
export function masked(transform: Transform, predicate: OfParameter<boolean>): Transform {
  checkKind("masked: the predicate", predicate, "function");
  checkTransform("masked", transform);
  return {
    init: (parameters) => transform.init(pickTensors(parameters, pathsWhere(parameters, predicate))),
    update: (gradients, state, parameters, context) => {
      const isMeant = pathsWhere(parameters, predicate);
      const [updates, next] = transform.update(
        pickTensors(gradients, isMeant),
        state,
        pickTensors(parameters, isMeant),
        context && contextOfPart(context, parameters, isMeant),
      );
      return [mergeTensors(gradients, updates), next];
    },
    ...(transform.evaluated && {
      evaluated: (state: TensorTree, parameters: TensorTree) => {
        const part = pickTensors(parameters, pathsWhere(parameters, predicate));
        return mergeTensors(parameters, transform.evaluated?.(state, part) ?? part);
      },
    }),
  };
}

/** A test of paths that stands for a test of parameters. */
export function pathsWhere(parameters: TensorTree, predicate: OfParameter<boolean>): (path: string) => boolean {
  const meant = new Set(
    flatten(parameters, isTensor).flatMap(([path, tensor]) => (predicate(path, tensor) ? [path] : [])),
  );
  return (path) => meant.has(path);
}

/** What a transform of a part of the parameters may ask: elsewhere, the rest is as it is. */
export function contextOfPart(
  context: UpdateContext,
  parameters: TensorTree,
  isMeant: (path: string) => boolean,
): UpdateContext {
  return {
    loss: context.loss,
    evaluate: (part) => {
      const { loss, gradients } = context.evaluate(mergeTensors(parameters, part));
      return { loss, gradients: pickTensors(gradients, isMeant) };
    },
  };
}
