/** Trees of tensors: matched leaf by leaf, in part, and put together again. */
import {
  checkKind,
  flatten,
  full,
  isTensor,
  mapTree,
  RensaError,
  type FloatDType,
  type Tensor,
  type TensorTree,
} from "@rensa/core";

/** Says something of a parameter: whether it is meant, which group it belongs to. */
export type OfParameter<Answer> = (path: string, parameter: Tensor) => Answer;

/**
 * A tree made of the tensors that stand at the same places of several trees.
 *
 * @param tree Decides the places.
 * @param others Must have a tensor at each of them.
 * @throws RensaError `ARGUMENT_INVALID` where one has none.
 *
 * @example
 * ```ts
 * import { f32, trace } from "@rensa/core";
 * import { add } from "@rensa/ops";
 * import { mapTensors } from "@rensa/optim";
 *
 * const traced = trace({ a: { w: f32(2) }, b: { w: f32(2) } }, ({ a, b }) => mapTensors(a, [b], (one, two) => add(one, two)));
 * ```
 */
export function mapTensors(
  tree: TensorTree,
  others: readonly TensorTree[],
  combine: (tensor: Tensor, ...others: Tensor[]) => Tensor,
): TensorTree {
  checkKind("mapTensors: the other trees", others, "list");
  checkKind("mapTensors: what combines", combine, "function");
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

/** In what is computed of a tree as a whole, such as a length: f64 where one of its tensors is, else f32. */
export function floatOf(tree: TensorTree): FloatDType {
  return flatten(tree, isTensor).some(([, { dtype }]) => dtype === "f64") ? "f64" : "f32";
}

/** A tree of one number in the types of another. */
export function filledLike(tree: TensorTree, value: number): TensorTree {
  return mapTensors(tree, [], ({ shape, dtype }) => full(shape, value, dtype));
}

/** The leaves that are meant, at their paths. The tree itself where that is all of them. */
export function pickTensors(tree: TensorTree, isMeant: (path: string) => boolean): TensorTree {
  if (flatten(tree, isTensor).every(([path]) => isMeant(path))) return tree;
  const visit = (value: TensorTree, path: string): TensorTree | null => {
    if (isTensor(value)) return isMeant(path) ? value : null;
    const kept = Object.entries(value).flatMap(([name, child]: [string, TensorTree]) => {
      const part = visit(child, path === "" ? name : `${path}.${name}`);
      return part === null ? [] : [[name, part] as const];
    });
    return kept.length === 0 ? null : Object.fromEntries(kept);
  };
  return visit(tree, "") ?? {};
}

/** The tree with the leaves of parts of it in place of its own. */
export function mergeTensors(tree: TensorTree, ...parts: readonly TensorTree[]): TensorTree {
  const replaced = new Map(parts.flatMap((part) => flatten(part, isTensor)));
  return mapTree<Tensor, TensorTree>(tree, isTensor, (tensor, path) => replaced.get(path) ?? tensor);
}
