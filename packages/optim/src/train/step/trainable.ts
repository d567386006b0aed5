/** Which parameters an optimizer changes: the rest of the tree is left out of what it sees. */
import { callUserCode, flattenTree, isTensor, RensaError, type Tensor, type TensorTree } from "@rensa/core";
import type { Model } from "@rensa/nn";
import { mapTensors, maskOf, pickTensors } from "../../transforms/trees.ts";

type IsTrainable = (path: string) => boolean;

/** Says of each path whether the model's parameter there is trained. */
export function trainableOf(model: Pick<Model, "isTrainable">): IsTrainable {
  return (path) => callUserCode("The model's isTrainable", () => model.isTrainable?.(path) ?? true);
}

/** The tree without the leaves that are not trained. The places of the others stay. */
export function trainedPart(parameters: TensorTree, isTrainable: IsTrainable): TensorTree {
  return pickTensors(
    parameters,
    maskOf(parameters, (path) => isTrainable(path)),
  );
}

/** What a model says of its parameters that are not trained. */
export class Assignments {
  readonly #parameters: TensorTree;
  readonly #trained: TensorTree;
  readonly #values = new Map<Tensor, Tensor>();

  /** @param trained - The part of the parameters that is trained. */
  constructor(parameters: TensorTree, trained: TensorTree) {
    this.#parameters = parameters;
    this.#trained = trained;
  }

  /** Sets what a parameter will be. */
  set(parameter: Tensor, value: Tensor): void {
    const path = pathOf(this.#parameters, parameter);
    if (path === undefined) {
      throw new RensaError(
        "ARGUMENT_INVALID",
        "assign: the tensor is not a parameter of the model; give one as it was passed to apply.",
      );
    }
    if (pathOf(this.#trained, parameter) !== undefined) {
      throw new RensaError(
        "ARGUMENT_INVALID",
        `assign: the optimizer changes "${path}"; let isTrainable of the model return false for it.`,
      );
    }
    this.#values.set(parameter, value);
  }

  /** The next parameters: the trained ones with their updates added, the others as they were assigned. */
  next(updates: TensorTree, add: (parameter: Tensor, update: Tensor) => Tensor): TensorTree {
    const moved = new Map<Tensor, Tensor>();
    mapTensors(this.#trained, [updates], (parameter, update) => {
      moved.set(parameter, add(parameter, update));
      return update;
    });
    return mapTensors(
      this.#parameters,
      [],
      (parameter) => moved.get(parameter) ?? this.#values.get(parameter) ?? parameter,
    );
  }
}

function pathOf(tree: TensorTree, tensor: Tensor): string | undefined {
  return flattenTree(tree, isTensor).find(([, leaf]) => leaf === tensor)?.[0];
}
