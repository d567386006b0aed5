/** Folds what is more than one number throughout. Loaded where a program has such constants. */
import { ConstantData } from "../graph/constant-data.ts";
import type { DType, TypedArray } from "../graph/dtype.ts";
import type { GraphNode } from "../graph/graph.ts";
import { sizeOf } from "../graph/shape.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import type { OpDefinition } from "../op/definition.ts";
import { dependsOnDigits } from "./depends-on-digits.ts";
import { NodeRunner } from "./run-node.ts";

/** A folded value: its elements, or the number that they all are. */
export interface Folded extends TensorType {
  readonly data: number | ConstantData;
}

/** What a node gives on constants of these types; `null` where that is not known before the program runs. */
export type FoldArrays = (
  node: GraphNode,
  sources: readonly GraphNode[],
  types: readonly TensorType[],
  definition: OpDefinition,
) => readonly Folded[] | null;

/** Folds nodes by running them. Alike nodes share what is prepared for that. */
export function arrayFolder(): FoldArrays {
  const runner = new NodeRunner();
  return (node, sources, types, definition) => {
    const data = sources.map((source, at) => elementsOf(source, types[at]));
    if (dependsOnDigits(node, types, data)) return null;
    const result = runner.run(node, types, data, definition);
    return result && node.outputs.map((type, slot) => ({ ...type, data: valueOf(type.dtype, result[slot] ?? []) }));
  };
}

/** A constant's elements. */
function elementsOf({ attributes }: GraphNode, type: TensorType | undefined): TypedArray {
  const { data, value } = attributes as { readonly data?: ConstantData; readonly value?: number };
  const elements = new Float64Array(sizeOf(type?.shape ?? [])).fill(value ?? 0);
  data?.copyTo(elements);
  return elements;
}

/** The number that all elements are, or the elements. NaN is one number here, and 0 and -0 are two. */
function valueOf(dtype: DType, elements: ArrayLike<number>): number | ConstantData {
  const first = elements[0] ?? 0;
  const isUniform = Array.from(elements).every((value) => Object.is(value, first));
  return isUniform ? first : ConstantData.copy(dtype, elements);
}
