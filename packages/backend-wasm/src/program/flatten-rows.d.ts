/** Rows of a kernel as fewer, longer loops, where all that is read and written lies the same way along them. */
import { type RowKernel } from "@rensa/core";
/** The kernel with neighbouring row loops joined where their joint index needs no division anywhere. */
export declare function flattenRows(kernel: RowKernel): RowKernel;
//# sourceMappingURL=flatten-rows.d.ts.map