/** The types of a model's parameters. */
import { flattenTree, isTyped, traceTree, type TensorTree, type TensorType, type TypeTree } from "@rensa/core";
import type { Key, Model } from "@rensa/nn";
import { keyType } from "./trace-step.ts";

/** As the model nests them, and by path. */
export function parametersOf(model: Pick<Model<TensorTree, never, never>, "initialize">): {
  readonly tree: TypeTree;
  readonly byPath: ReadonlyMap<string, TensorType>;
} {
  const { result } = traceTree<{ key: typeof keyType }, TypeTree>({ key: keyType }, ({ key }: { key: Key }) =>
    model.initialize(key),
  );
  return { tree: result, byPath: new Map(flattenTree(result, isTyped)) };
}
