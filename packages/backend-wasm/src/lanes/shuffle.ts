/** Rearranging lanes. */
import { nodeWith, type Node } from "../assembler/node.ts";

/** The 32-bit lanes of two vectors (0 to 3 of the first, 4 to 7 of the second), by number. */
export function shuffle32(a: Node, b: Node, lanes: readonly [number, number, number, number]): Node {
  const bytes = lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => lane * 4 + byte));
  return nodeWith("i8x16.shuffle", bytes, a, b);
}

/** The low halves of two 64-bit lanes as the first two 32-bit lanes. */
export function shuffleLow(a: Node): Node {
  return shuffle32(a, a, [0, 2, 0, 2]);
}

/** The second half of a vector, twice. */
export function highHalf(a: Node): Node {
  return shuffle32(a, a, [2, 3, 2, 3]);
}

/** The second 32-bit lane, in the first. */
export function secondLane(a: Node): Node {
  return shuffle32(a, a, [1, 0, 1, 0]);
}
