/** Whether the digits of constants decide what an op gives. */
import type { GraphNode } from "../graph/graph.ts";
import type { TensorType } from "../graph/tensor-type.ts";

/**
 * True where it is not sure that a node's outputs are what the program computes: a float that f32 cannot hold, turned into
 * another dtype, may fall on the other side of a comparison.
 */
export function dependsOnDigits(
  node: GraphNode,
  types: readonly TensorType[],
  data: readonly ArrayLike<number>[],
): boolean {
  if (node.outputs.every(({ dtype }) => dtype === "f32")) return false;
  return types.some(({ dtype }, at) => dtype === "f32" && Array.from(data[at] ?? []).some(isNotF32));
}

function isNotF32(value: number): boolean {
  return !Object.is(Math.fround(value), value);
}
