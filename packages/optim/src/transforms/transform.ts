/** Gradient transforms: an optimizer is a pair of pure functions, in terms of ops, and a chain of small ones. */
import { checkParts, isTensor, RensaError, type Tensor, type TensorTree } from "@rensa/core";

/** What an update may ask beside the gradients. */
export interface UpdateContext {
  /** The loss at the parameters of now. */
  readonly loss: Tensor;
  /** The loss and its gradients at other parameters, on the same batch and with the same random numbers. */
  evaluate(parameters: TensorTree): { readonly loss: Tensor; readonly gradients: TensorTree };
}

/**
 * A gradient transform: what it keeps, and what it makes of gradients. Both run inside a trace, so the whole optimizer
 * is part of the compiled training step. The idea is optax's.
 */
export interface Transform {
  /** The state before the first step. `{}` where there is none. */
  init(parameters: TensorTree): TensorTree;
  /** The updates that are added to the parameters, and the next state. */
  update(
    gradients: TensorTree,
    state: TensorTree,
    parameters: TensorTree,
    context?: UpdateContext,
  ): readonly [updates: TensorTree, state: TensorTree];
  /** What is evaluated in place of the parameters, such as their running mean. Default: the parameters. */
  evaluated?(state: TensorTree, parameters: TensorTree): TensorTree;
}

/**
 * Transforms one after the other: each sees the updates of the one before it. What is evaluated is said by the last one
 * that has something to say of it.
 *
 * @example
 * ```ts
 * import { chain, clipByGlobalNorm, sgd } from "@rensa/optim";
 *
 * const optimizer = chain(clipByGlobalNorm(1), sgd(0.1));
 * ```
 */
export function chain(...transforms: readonly Transform[]): Transform {
  for (const transform of transforms) checkTransform("chain", transform);
  const evaluating = transforms.findLastIndex((transform) => transform.evaluated !== undefined);
  const member = transforms[evaluating];
  return {
    init: (parameters) => transforms.map((transform) => transform.init(parameters)),
    update: (gradients, state, parameters, context) => {
      let updates = gradients;
      const next = transforms.map((transform, position) => {
        const [made, kept] = transform.update(updates, child(state, String(position)), parameters, context);
        updates = made;
        return kept;
      });
      return [updates, next];
    },
    ...(member && evaluatedWithin(member, String(evaluating))),
  };
}

/** Refuses what is no transform. */
export function checkTransform(owner: string, transform: Transform): void {
  checkParts(`${owner}: the transform`, transform, "init", "update");
}

/** The `evaluated` of a transform whose state is a named part of a wrapper's: what a wrapper passes on, if there is one. */
export function evaluatedWithin(inner: Transform, name: string): Pick<Transform, "evaluated"> {
  if (inner.evaluated === undefined) return {};
  return { evaluated: (state, parameters) => inner.evaluated?.(child(state, name), parameters) ?? parameters };
}

/** The part of a state by its name. */
export function child(state: TensorTree, name: string): TensorTree {
  const part = (state as Readonly<Record<string, TensorTree>>)[name];
  if (part === undefined) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `The optimizer's state has no "${name}"; it belongs to another optimizer.`,
    );
  }
  return part;
}

/** A scalar of a state by its name. */
export function childTensor(state: TensorTree, name: string): Tensor {
  const part = child(state, name);
  if (!isTensor(part)) throw new RensaError("ARGUMENT_INVALID", `The optimizer's state "${name}" is not a tensor.`);
  return part;
}
