/** Trees of tensors, walked name by name: put together, in part, and merged again. */
import {
  callUserCode,
  checkKind,
  checkParts,
  flattenTree,
  full,
  isTensor,
  RensaError,
  type FloatDType,
  type Tensor,
  type TensorTree,
} from "@rensa/core";
import { cast } from "@rensa/ops";

/** Says something of a parameter: whether it is meant, which group it belongs to. */
export type OfParameter<Answer> = (path: string, parameter: Tensor) => Answer;

/** Which leaves of a tree are meant: all of them, none, or as said below each name. */
export type Mask = boolean | ReadonlyMap<string, Mask>;

/** The parts of a branch by name. Names are compared as a whole, and none of them is a prototype's. */
export function childrenOf(tree: TensorTree): ReadonlyMap<string, TensorTree> {
  return isTensor(tree) ? new Map() : new Map<string, TensorTree>(Object.entries(tree));
}

/**
 * A tree made of the tensors that stand at the same places of several trees.
 *
 * @param tree Decides the places.
 * @param others Must have a tensor at each of them.
 * @param combine - Makes a tensor of those that stand at one place.
 *
 * @throws RensaError `ARGUMENT_INVALID` where one has none.
 *
 * @example
 * ```ts
 * import { f32, trace } from "@rensa/core";
 * import { add } from "@rensa/ops";
 * import { mapTensors } from "@rensa/optim";
 * import { compile } from "rensa";
 *
 * const traced = trace({ a: { w: f32(2) }, b: { w: f32(2) } }, ({ a, b }) => mapTensors(a, [b], (one, two) => add(one, two)));
 * const program = await compile(traced);
 * console.log(program.run({ a: { w: [1, 2] }, b: { w: [10, 20] } })); // { w: { shape: [2], dtype: "f32", data: Float32Array [11, 22] } }
 * ```
 */
export function mapTensors(
  tree: TensorTree,
  others: readonly TensorTree[],
  combine: (tensor: Tensor, ...others: Tensor[]) => Tensor,
): TensorTree {
  checkKind("mapTensors: the other trees", others, "list");
  checkKind("mapTensors: what combines", combine, "function");
  // Refuses what is no tree, and what is nested without an end.
  flattenTree(tree, isTensor);
  const visit = (value: TensorTree, matching: readonly (TensorTree | undefined)[], path: string): TensorTree => {
    if (isTensor(value)) return combine(value, ...matching.map((other) => expectTensor(other, path)));
    const maps = matching.map((other) => (other === undefined ? undefined : childrenOf(other)));
    const made = [...childrenOf(value)].map(([name, part]): [string, TensorTree] => [
      name,
      visit(
        part,
        maps.map((map) => map?.get(name)),
        below(path, name),
      ),
    ]);
    return Array.isArray(value) ? made.map(([, part]) => part) : Object.fromEntries(made);
  };
  return visit(tree, others, "");
}

function expectTensor(other: TensorTree | undefined, path: string): Tensor {
  if (isTensor(other)) return other;
  throw new RensaError("ARGUMENT_INVALID", `There is no "${path}" in a tree that should match the parameters.`);
}

/** A path for people, and for what they say of parameters. */
export function below(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

/** In what is computed of a tree as a whole, such as a length: f64 where one of its tensors is, else f32. */
export function floatOf(tree: TensorTree): FloatDType {
  return flattenTree(tree, isTensor).some(([, { dtype }]) => dtype === "f64") ? "f64" : "f32";
}

/**
 * A tree of one number in the shapes and types of another: what slots mostly begin with.
 *
 * @param tree - Tensors, nested in records.
 * @param value - The number.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, trace } from "@rensa/core";
 * import { filledLike } from "@rensa/optim";
 *
 * const traced = trace({ weights: f32(2, 3) }, (parameters) => filledLike(parameters, 0));
 * console.log(traced.graph.outputs.map(({ name }) => name)); // ["weights"]
 * ```
 */
export function filledLike(tree: TensorTree, value: number): TensorTree {
  checkKind("filledLike: the value", value, "number");
  return mapTensors(tree, [], ({ shape, dtype }) => full(shape, value, dtype));
}

/**
 * A number, such as a hyperparameter, in the dtype of the tensor that it is used with: parameters may be f32 and f64 in
 * one tree.
 *
 * @param number - The number, as a tensor without axes.
 * @param like - The tensor whose dtype it gets.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, f64, trace } from "@rensa/core";
 * import { castLike } from "@rensa/optim";
 *
 * const traced = trace({ rate: f64(), weights: f32(2) }, ({ rate, weights }) => castLike(rate, weights));
 * console.log(traced.result); // { shape: [], dtype: "f32" }
 * ```
 */
export function castLike(number: Tensor, like: Tensor): Tensor {
  checkParts("castLike: the number", number, "dtype");
  checkParts("castLike: the tensor", like, "dtype");
  return number.dtype === like.dtype ? number : cast(number, like.dtype);
}

/** Which parameters a test is true for. */
export function maskOf(parameters: TensorTree, predicate: OfParameter<boolean>): Mask {
  const visit = (value: TensorTree, path: string): Mask => {
    if (isTensor(value)) return callUserCode("What is asked of each parameter", () => predicate(path, value));
    const parts = [...childrenOf(value)].map(([name, part]) => [name, visit(part, below(path, name))] as const);
    // A branch without leaves is meant as well as not.
    return parts.every(([, mask]) => mask === true) ? true : new Map(parts);
  };
  return visit(parameters, "");
}

/** The leaves that are meant, each where it was. The tree itself where that is all of them. */
export function pickTensors(tree: TensorTree, mask: Mask): TensorTree {
  return picked(tree, mask) ?? {};
}

function picked(tree: TensorTree, mask: Mask): TensorTree | null {
  if (mask === true) return tree;
  if (mask === false) return null;
  const parts = [...childrenOf(tree)].flatMap(([name, part]): [string, TensorTree][] => {
    const kept = picked(part, mask.get(name) ?? false);
    return kept === null ? [] : [[name, kept]];
  });
  return parts.length === 0 ? null : Object.fromEntries(parts);
}

/** The tree with the leaves of parts of it in place of its own. */
export function mergeTensors(tree: TensorTree, ...parts: readonly TensorTree[]): TensorTree {
  const visit = (value: TensorTree, replacing: readonly TensorTree[]): TensorTree => {
    if (isTensor(value)) return replacing.findLast(isTensor) ?? value;
    if (replacing.length === 0) return value;
    const maps = replacing.map(childrenOf);
    const made = [...childrenOf(value)].map(([name, part]): [string, TensorTree] => [
      name,
      visit(
        part,
        maps.flatMap((map) => {
          const other = map.get(name);
          return other === undefined ? [] : [other];
        }),
      ),
    ]);
    return Array.isArray(value) ? made.map(([, part]) => part) : Object.fromEntries(made);
  };
  return visit(tree, parts);
}
