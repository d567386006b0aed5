/** What the division of floats toward zero leaves. */
import { select, type Scalar } from "@rensa/core";

/** Exact, where `a - b trunc(a / b)` is not: the quotient may be beyond what floats count, and `b` infinite. */
export function truncatedRemainder(a: Scalar, b: Scalar): Scalar {
  // No absolute values, whose derivative at 0 is 0.
  const rest = select(a.lt(0), a.neg(), a).rem(select(b.lt(0), b.neg(), b));
  return select(a.lt(0), rest.neg(), rest);
}
