/** Which parameters an optimizer changes: the rest of the tree is left out of what it sees. */
import { flatten, isTensor, mapTree, RensaError, type Tensor, type TensorTree } from "@rensa/core";
import type { Model } from "@rensa/nn";

type IsTrainable = (path: string) => boolean;

/** Says of each path whether the model's parameter there is trained. */
export function trainableOf(model: Pick<Model, "isTrainable">): IsTrainable {
  return (path) => model.isTrainable?.(path) ?? true;
}

/** The tree without the leaves that are not trained. The paths of the others stay. */
export function trainedPart(parameters: TensorTree, isTrainable: IsTrainable): TensorTree {
  if (flatten(parameters, isTensor).every(([path]) => isTrainable(path))) return parameters;
  return kept(parameters, "", isTrainable) ?? {};
}

/** What is left of a tree; `null` where nothing is. */
function kept(tree: TensorTree, path: string, isTrainable: IsTrainable): TensorTree | null {
  if (isTensor(tree)) return isTrainable(path) ? tree : null;
  const children = Object.entries(tree).flatMap(([name, child]: [string, TensorTree]): [string, TensorTree][] => {
    const left = kept(child, path === "" ? name : `${path}.${name}`, isTrainable);
    return left === null ? [] : [[name, left]];
  });
  return children.length === 0 ? null : Object.fromEntries(children);
}

/** What a model says of its parameters that are not trained. */
export class Assignments {
  readonly #leaves: ReadonlyMap<Tensor, string>;
  readonly #isTrainable: IsTrainable;
  readonly #values = new Map<Tensor, Tensor>();

  constructor(parameters: TensorTree, isTrainable: IsTrainable) {
    this.#leaves = new Map(flatten(parameters, isTensor).map(([path, leaf]) => [leaf, path]));
    this.#isTrainable = isTrainable;
  }

  /** Sets what a parameter will be. */
  set(parameter: Tensor, value: Tensor): void {
    const path = this.#leaves.get(parameter);
    if (path === undefined) {
      throw new RensaError(
        "ARGUMENT_INVALID",
        "assign: the tensor is not a parameter of the model; give one as it was passed to apply.",
      );
    }
    if (this.#isTrainable(path)) {
      throw new RensaError(
        "ARGUMENT_INVALID",
        `assign: the optimizer changes "${path}"; let isTrainable of the model return false for it.`,
      );
    }
    this.#values.set(parameter, value);
  }

  /** The next parameters: the trained ones with their updates added, the others as they were assigned. */
  next(parameters: TensorTree, updates: TensorTree, add: (parameter: Tensor, update: Tensor) => Tensor): TensorTree {
    const changes = new Map(flatten(updates, isTensor));
    return mapTree<Tensor, TensorTree>(parameters, isTensor, (parameter, path) => {
      if (!this.#isTrainable(path)) return this.#values.get(parameter) ?? parameter;
      const update = changes.get(path);
      if (update === undefined) {
        throw new RensaError(
          "ARGUMENT_INVALID",
          `The optimizer made no update of "${path}"; it must return one for each gradient.`,
        );
      }
      return add(parameter, update);
    });
  }
}
