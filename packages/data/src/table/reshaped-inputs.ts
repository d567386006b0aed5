/** The inputs of a table under another shape of as many elements. */
import { formatShape, RensaError, sizeOf, tensorType, type Shape } from "@rensa/core";
import { checkDimensions } from "../from-arrays.ts";
import { ElementwiseTable } from "./elementwise-table.ts";
import type { Table } from "./table.ts";
import { leavesOf } from "./tree-types.ts";

/** The table with inputs of the shape. */
export function reshapedInputs(table: Table, shape: Shape): Table {
  checkDimensions("reshape", shape);
  const [leaf, ...others] = leavesOf(table.inputs);
  if (leaf === undefined || others.length > 0 || leaf[0] !== "") {
    throw new RensaError("DATA_INVALID", "reshape: the inputs are several tensors; reshape one of them with `map`.");
  }
  const { dtype, shape: old } = leaf[1];
  if (sizeOf(shape) !== sizeOf(old)) {
    throw new RensaError(
      "DATA_INVALID",
      `reshape: inputs of ${formatShape(old)} do not fit ${formatShape(shape)}; ` +
        `give a shape of ${String(sizeOf(old))} elements.`,
    );
  }
  const type = tensorType(dtype, shape);
  return new ElementwiseTable(table, [{ type, map: (elements) => elements }]);
}
