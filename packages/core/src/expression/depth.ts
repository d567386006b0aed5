/** How deep an expression is nested. Kernels and their code are made by recursion, for which there is only so much stack. */
import { RensaError } from "../graph/error.ts";
import { childrenOf } from "./children.ts";
import type { Scalar } from "./scalar.ts";

/** The deepest nesting of one op's element. */
export const deepestExpression = 1000;

/**
 * Refuses an expression that is nested deeper than {@link deepestExpression}. It is walked level by level, without recursion.
 *
 * @throws RensaError `OP_INVALID`.
 */
export function expectShallow(name: string, expression: Scalar): void {
  let level: ReadonlySet<Scalar> = new Set([expression]);
  for (let depth = 0; level.size > 0; depth++) {
    if (depth > deepestExpression) {
      throw new RensaError(
        "OP_INVALID",
        `${name}: an element is an expression nested more than ${String(deepestExpression)} deep; sum with sumOver, add in pairs, or make several ops of it.`,
        { op: name },
      );
    }
    // What is used many times is walked once a level, so that a doubling chain stays linear.
    level = new Set([...level].flatMap(childrenOf));
  }
}
