/** Trees: values nested in plain objects and arrays, as a trace takes and returns them. */
import { checkKind } from "../graph/check-argument.ts";
import { RensaError } from "../graph/error.ts";
import type { HostTensor, TensorData } from "../graph/host-tensor.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import { isThenable } from "../op/describe-value.ts";
import type { Tensor } from "../op/tensor.ts";

/** Tensor types, nested: what a trace says of its inputs. */
export type TypeTree = TensorType | readonly TypeTree[] | { readonly [name: string]: TypeTree };

/** Tensors, nested: what a traced function takes and returns. */
export type TensorTree = Tensor | readonly TensorTree[] | { readonly [name: string]: TensorTree };

/** A tree of any leaves. */
export type Tree<Leaf> = Leaf | readonly Tree<Leaf>[] | { readonly [name: string]: Tree<Leaf> };

/** The tree with every tensor type replaced by a traced tensor of it; a tree of which nothing is known stays one. */
export type TensorsOf<T> =
  IsAnyTree<T> extends true
    ? TensorTree
    : T extends TensorType
      ? Tensor<T["shape"], T["dtype"]>
      : { readonly [K in keyof T]: TensorsOf<T[K]> };

/** Whether nothing is known of a tree of types, as of a loaded graph's; what is made of each of its parts has no end. */
export type IsAnyTree<T> = [TypeTree] extends [T] ? ([T] extends [TypeTree] ? true : false) : false;

/** The tree with every tensor (or tensor type) replaced by its data. */
export type HostTensorsOf<T> = T extends TensorType
  ? HostTensor<T["shape"], T["dtype"]>
  : { readonly [K in keyof T]: HostTensorsOf<T[K]> };

/** The tree with every tensor replaced by anything that can be its data: nested arrays, a typed array, a host tensor. */
export type DataOf<T> = T extends TensorType ? TensorData : { readonly [K in keyof T]: DataOf<T[K]> };

/**
 * True for what has a shape and a dtype: tensor types, traced tensors, host tensors.
 *
 * @param value - Any value.
 *
 * @example
 * ```ts
 * import { f32, hostTensor, isTyped } from "@rensa/core";
 *
 * console.log(isTyped(f32(2)), isTyped(hostTensor([1])), isTyped({ x: f32(2) })); // true true false
 * ```
 */
export function isTyped(value: unknown): value is TensorType {
  return (
    typeof value === "object" && value !== null && "shape" in value && "dtype" in value && Array.isArray(value.shape)
  );
}

/** True for what has children. A promise, a map or a date would be an empty tree, which nobody means. */
function isBranch(value: unknown, path: string): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain = Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null;
  if (!isThenable(value) && (isPlain || Object.keys(value).length > 0)) return true;
  const name = path === "" ? "The tree" : path;
  throw new RensaError(
    "ARGUMENT_INVALID",
    isThenable(value)
      ? `${name}: expected a tensor, or an object or array of them, not a promise; a function that is traced must not be async.`
      : `${name}: expected a tensor, or an object or array of them, not a ${value.constructor.name}.`,
  );
}

/**
 * The leaves of a tree with their paths (`params.w`), in order.
 *
 * @param tree - Records and arrays, nested, around the leaves.
 * @param isLeaf - Tells what is a leaf.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, flattenTree, isTyped } from "@rensa/core";
 *
 * console.log(flattenTree({ a: f32(2), b: { c: f32() } }, isTyped).map(([path]) => path)); // ["a", "b.c"]
 * ```
 */
export function flattenTree<Leaf>(
  tree: unknown,
  isLeaf: (value: unknown) => value is Leaf,
): [path: string, leaf: Leaf][] {
  checkKind("isLeaf", isLeaf, "function");
  const leaves: [string, Leaf][] = [];
  const visit = (value: unknown, path: string, depth: number): void => {
    if (isLeaf(value)) {
      leaves.push([path, value]);
    } else if (isBranch(value, path)) {
      expectDepth(depth);
      for (const [name, child] of Object.entries(value))
        visit(child, path === "" ? name : `${path}.${name}`, depth + 1);
    } else {
      throw new RensaError(
        "ARGUMENT_INVALID",
        `${path === "" ? "The tree" : path}: expected a tensor, or an object or array of them, not ${typeof value}.`,
      );
    }
  };
  visit(tree, "", 0);
  return leaves;
}

/** The deepest nesting of a tree. */
export const deepestTree = 500;

/** Trees are walked by recursion, for which there is only so much stack; one that holds itself would never end. */
function expectDepth(depth: number): void {
  if (depth < deepestTree) return;
  throw new RensaError(
    "ARGUMENT_INVALID",
    `The tree is nested more than ${String(deepestTree)} deep; nest it less, and see that it does not hold itself.`,
  );
}

/**
 * The tree with every leaf replaced. The caller states the type of the result, which the shape of the tree decides.
 *
 * @param tree - Records and arrays, nested, around the leaves.
 * @param isLeaf - Tells what is a leaf.
 * @param replace - Gives what stands in place of a leaf.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, isTyped, mapTree } from "@rensa/core";
 *
 * const shapes = mapTree({ a: f32(2), b: { c: f32() } }, isTyped, ({ shape }, path) => `${path} ${shape.length}`);
 * console.log(shapes); // { a: "a 1", b: { c: "b.c 0" } }
 * ```
 */
export function mapTree<Leaf, Result>(
  tree: unknown,
  isLeaf: (value: unknown) => value is Leaf,
  replace: (leaf: Leaf, path: string) => unknown,
): Result {
  checkKind("isLeaf", isLeaf, "function");
  checkKind("replace", replace, "function");
  const visit = (value: unknown, path: string, depth: number): unknown => {
    if (isLeaf(value)) return replace(value, path);
    expectDepth(depth);
    const child = (name: string, inner: unknown): unknown =>
      visit(inner, path === "" ? name : `${path}.${name}`, depth + 1);
    if (Array.isArray(value)) return value.map((inner, index) => child(String(index), inner));
    if (isBranch(value, path)) {
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, child(name, inner)]));
    }
    throw new RensaError("ARGUMENT_INVALID", `${path}: expected a tensor, or an object or array of them.`);
  };
  return visit(tree, "", 0) as Result;
}
