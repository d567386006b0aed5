/**
 * Rules of arithmetic. Each gives the same bits, but for the last bit of a power and the sign of
 * zero in `accumulate(x, 0)`.
 */
import { accumulate, rule, type Rule } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { div } from "../arithmetic/div.ts";
import { mul } from "../arithmetic/mul.ts";
import { neg } from "../arithmetic/neg.ts";
import { pow } from "../arithmetic/pow.ts";
import { square } from "../arithmetic/square.ts";
import { sub } from "../arithmetic/sub.ts";
import { where } from "../comparison/where.ts";

/**
 * Rules of arithmetic. `x + 0` is not among them, which is 0 where `x` is -0;
 * `x * 0`, `x - x` and `exp(log x)` are not either: they are not 0, 0 and `x` where `x` is NaN,
 * infinite or negative.
 *
 * @example
 * ```ts
 * import { simplifyWith } from "@rensa/core";
 * import { arithmeticRules } from "@rensa/ops";
 *
 * const pass = simplifyWith(arithmeticRules);
 * ```
 */
export const arithmeticRules: readonly Rule[] = [
  rule("x * 1 -> x", { op: mul, inputs: ["x", { value: 1 }] }, ({ x }) => x),
  rule("x * -1 -> -x", { op: mul, inputs: ["x", { value: -1 }] }, ({ x }) => neg(x)),
  rule("-x * -y -> x * y", { op: mul, inputs: [negated("x"), negated("y")] }, ({ x, y }) => mul(x, y)),
  rule("x * x -> square(x)", { op: mul, inputs: ["x", "x"] }, ({ x }) => square(x)),
  rule("x + -y -> x - y", { op: add, inputs: ["x", negated("y")] }, ({ x, y }) => sub(x, y)),
  rule("x - 0 -> x", { op: sub, inputs: ["x", { value: 0 }] }, ({ x }) => x),
  rule("x - -y -> x + y", { op: sub, inputs: ["x", negated("y")] }, ({ x, y }) => add(x, y)),
  rule("x / 1 -> x", { op: div, inputs: ["x", { value: 1 }] }, ({ x }) => x),
  rule("-(-x) -> x", { op: neg, inputs: [negated("x")] }, ({ x }) => x),
  rule("pow(x, 1) -> x", { op: pow, inputs: ["x", { value: 1 }] }, ({ x }) => x),
  rule("pow(x, 2) -> square(x)", { op: pow, inputs: ["x", { value: 2 }] }, ({ x }) => square(x)),
  rule("accumulate(x) -> x", { op: accumulate, inputs: ["x"] }, ({ x }) => x),
  rule("accumulate(x, 0) -> x", { op: accumulate, inputs: ["x", { value: 0 }] }, ({ x }) => x),
  rule("where(c, x, x) -> x", { op: where, inputs: ["c", "x", "x"] }, ({ x }) => x),
];

/** The pattern `-name`. */
function negated<const Name extends string>(name: Name): { readonly op: typeof neg; readonly inputs: readonly [Name] } {
  return { op: neg, inputs: [name] };
}
