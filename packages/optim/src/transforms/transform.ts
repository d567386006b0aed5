/** Gradient transforms: an optimizer is a pair of pure functions, in terms of ops, and a chain of small ones. */
import { flatten, isTensor, mapTree, RensaError, type Tensor, type TensorTree } from "@rensa/core";

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
  ): readonly [updates: TensorTree, state: TensorTree];
}

/**
 * Transforms one after the other: each sees the updates of the one before it.
 *
 * @example
 * ```ts
 * import { chain, clipByGlobalNorm, sgd } from "@rensa/optim";
 *
 * const optimizer = chain(clipByGlobalNorm(1), sgd(0.1));
 * ```
 */
export function chain(...transforms: readonly Transform[]): Transform {
  return {
    init: (parameters) => transforms.map((transform) => transform.init(parameters)),
    update: (gradients, state, parameters) => {
      let updates = gradients;
      const next = transforms.map((transform, position) => {
        const [made, kept] = transform.update(updates, child(state, String(position)), parameters);
        updates = made;
        return kept;
      });
      return [updates, next];
    },
  };
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

/** A tree made of the tensors that stand at the same places of several trees. */
export function mapTensors(
  tree: TensorTree,
  others: readonly TensorTree[],
  combine: (tensor: Tensor, ...others: Tensor[]) => Tensor,
): TensorTree {
  const leaves = others.map((other) => new Map(flatten(other, isTensor)));
  return mapTree<Tensor, TensorTree>(tree, isTensor, (tensor, path) => {
    const matching = leaves.map((map) => {
      const leaf = map.get(path);
      if (leaf === undefined)
        throw new RensaError("ARGUMENT_INVALID", `There is no "${path}" in a tree that should match the parameters.`);
      return leaf;
    });
    return combine(tensor, ...matching);
  });
}
