/** Rearranging lanes. */
import { type Node } from "../assembler/node.ts";
/** The 32-bit lanes of two vectors (0 to 3 of the first, 4 to 7 of the second), by number. */
export declare function shuffle32(a: Node, b: Node, lanes: readonly [number, number, number, number]): Node;
/** The low halves of two 64-bit lanes as the first two 32-bit lanes. */
export declare function shuffleLow(a: Node): Node;
/** The second half of a vector, twice. */
export declare function highHalf(a: Node): Node;
/** The second 32-bit lane, in the first. */
export declare function secondLane(a: Node): Node;
//# sourceMappingURL=shuffle.d.ts.map