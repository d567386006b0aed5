/** Reads and checks trees of tensors whose first dimension counts examples. */
import {
  checkOptions,
  flattenTree,
  mapTree,
  RensaError,
  sizeOf,
  tensorType,
  type HostTensor,
  type TypeTree,
} from "@rensa/core";
import { checkLabels } from "./table/checks.ts";
import { ColumnTable, type Column } from "./table/column-table.ts";
import { isHostTensor } from "./table/tree-types.ts";
import { checkCount } from "./from-arrays.ts";

/**
 * What {@link Dataset.fromTensors} reads: host tensors, one or a tree of them on each side.
 *
 * @example
 * ```ts
 * import { hostTensor } from "@rensa/core";
 * import type { DatasetTensors } from "@rensa/data";
 *
 * const tensors: DatasetTensors = { inputs: hostTensor([[0, 1], [1, 0]]), targets: hostTensor([1, 0]) };
 * ```
 */
export interface DatasetTensors<X extends TypeTree = TypeTree, Y extends TypeTree = TypeTree> {
  readonly inputs: X;
  readonly targets: Y;
  /** Says that the targets are labels from 0 to `classes - 1`, and has each one checked. */
  readonly classes?: number;
}

/** The table of such tensors, and how many examples it has. */
export function readTensors(tensors: DatasetTensors): { table: ColumnTable; size: number } {
  checkOptions("fromTensors", tensors, ["inputs", "targets", "classes"]);
  const { inputs, targets, classes } = tensors;
  const leaves = [...named("inputs", inputs), ...named("targets", targets)];
  const size = leaves[0]?.[1].shape[0];
  if (size === undefined || size === 0) {
    throw new RensaError("DATA_EMPTY", "fromTensors: there is no example; the first dimension counts them.");
  }
  for (const [name, { shape }] of leaves) {
    if (shape[0] === size) continue;
    throw new RensaError(
      "DATA_INVALID",
      `fromTensors: ${name} has ${shape.length === 0 ? "no dimension" : `${String(shape[0])} examples`}, and ` +
        `${String(leaves[0]?.[0])} ${String(size)}; the first dimension of every tensor counts the examples.`,
    );
  }
  if (classes !== undefined) {
    checkCount("fromTensors: classes", classes);
    for (const [, { data }] of named("targets", targets)) checkLabels("fromTensors", data, data.length / size, classes);
  }
  const columns = leaves.map(([, { dtype, shape, data }]): Column => {
    const own = shape.slice(1);
    return { type: tensorType(dtype, own), width: sizeOf(own), data };
  });
  return { table: new ColumnTable(rowTypes(inputs), rowTypes(targets), columns), size };
}

function named(side: string, tree: TypeTree): [string, HostTensor][] {
  return flattenTree(tree, isHostTensor).map(([path, tensor]) => [path === "" ? side : `${side}.${path}`, tensor]);
}

function rowTypes(tree: TypeTree): TypeTree {
  return mapTree<HostTensor, TypeTree>(tree, isHostTensor, ({ dtype, shape }) => tensorType(dtype, shape.slice(1)));
}
