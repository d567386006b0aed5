/**
 * Derivatives of scalar functions, and of expressions of them: how a `scalar` op without a hand-written vjp gets one.
 *
 * Reverse accumulation over the expression DAG. Where a derivative does not exist the convention is PyTorch's:
 * 0 for floor, sign and comparisons, one half each at a tie of min and max.
 */
import { isFloat } from "../graph/dtype.ts";
import { childrenOf } from "./children.ts";
import { constantScalar, type Scalar } from "./scalar.ts";
import { select } from "./select.ts";
import type { ScalarFunctionName } from "./scalar-function.ts";

/** Partial derivatives by argument; `null` is zero everywhere. `y` is the result itself. */
type Partials = (a: Scalar, b: Scalar, c: Scalar, y: Scalar) => readonly (Scalar | null)[];

const none: Partials = () => [null, null, null];
const one = (like: Scalar): Scalar => constantScalar(1, like.dtype);

/** The derivative of every scalar function; `select` and `convert` are linear and stand in {@link contributionsOf}. */
const partialsOf: Readonly<Record<Exclude<ScalarFunctionName, "select" | "convert">, Partials>> = {
  add: (a) => [one(a), one(a)],
  sub: (a) => [one(a), one(a).neg()],
  mul: (a, b) => [b, a],
  div: (_, b, __, y) => [one(b).div(b), y.div(b).neg()],
  rem: (a, b) => [one(a), a.div(b).floor().neg()],
  neg: (a) => [constantScalar(-1, a.dtype)],
  abs: (a) => [a.sign()],
  sign: none,
  min: (a, b) => [unlessLost(a.gt(b), a.eq(b), a), unlessLost(b.gt(a), a.eq(b), a)],
  max: (a, b) => [unlessLost(a.lt(b), a.eq(b), a), unlessLost(b.lt(a), a.eq(b), a)],
  pow: (a, b, _, y) => [powerByBase(a, b), select(a.eq(0).and(b.ge(0)), 0, y.mul(a.log()))],
  sqrt: (_, __, ___, y) => [one(y).div(y.mul(2))],
  exp: (_, __, ___, y) => [y],
  // Not y + 1, of which nothing is left where the exponential is small.
  expm1: (a) => [a.exp()],
  log: (a) => [one(a).div(a)],
  log1p: (a) => [one(a).div(a.add(1))],
  sin: (a) => [a.cos()],
  cos: (a) => [a.sin().neg()],
  tan: (_, __, ___, y) => [y.mul(y).add(1)],
  asin: (a) => [one(a).div(one(a).sub(a.mul(a)).sqrt())],
  acos: (a) => [constantScalar(-1, a.dtype).div(one(a).sub(a.mul(a)).sqrt())],
  atan: (a) => [one(a).div(a.mul(a).add(1))],
  atan2: (a, b) => {
    // In units of the larger one, whose square neither overflows nor vanishes.
    const larger = a.abs().max(b.abs());
    const hasNone = larger.eq(0).or(larger.eq(Infinity));
    const unit = select(hasNone, 1, larger);
    const [sine, cosine] = [a.div(unit), b.div(unit)];
    const square = sine.mul(sine).add(cosine.mul(cosine));
    // At the origin, where there is no angle, 0 as PyTorch has it.
    const divisor = select(square.eq(0), 1, square);
    return [cosine.div(divisor).div(unit), sine.div(divisor).div(unit).neg()];
  },
  sinh: (a) => [a.cosh()],
  cosh: (a) => [a.sinh()],
  tanh: (_, __, ___, y) => [one(y).sub(y.mul(y))],
  // Far out, where the square overflows, the 1 is lost anyway.
  asinh: (a) => [select(a.abs().gt(1e10), one(a).div(a.abs().max(1)), one(a).div(a.mul(a).add(1).sqrt()))],
  acosh: (a) => [one(a).div(a.sub(1).sqrt().mul(a.add(1).sqrt()))],
  atanh: (a) => [one(a).div(one(a).sub(a.mul(a)))],
  erf: (a) => [
    a
      .mul(a)
      .neg()
      .exp()
      .mul(2 / Math.sqrt(Math.PI)),
  ],
  floor: none,
  ceil: none,
  trunc: none,
  round: none,
  lt: none,
  le: none,
  eq: none,
  ne: none,
  isFinite: none,
  and: none,
  or: none,
  xor: none,
  not: none,
  shiftLeft: none,
  shiftRight: none,
};

/** The gradient goes to the operand that did not lose: half where they tie, to both where one is NaN. */
function unlessLost(loses: Scalar, tie: Scalar, like: Scalar): Scalar {
  return select(loses, 0, select(tie, constantScalar(0.5, like.dtype), 1));
}

/** b * a^(b - 1), which is 0 where b is, though the power be infinite. */
function powerByBase(a: Scalar, b: Scalar): Scalar {
  const slope = b.mul(a.pow(b.sub(1)));
  const isKnown = b.expression.kind === "constant" && b.expression.value !== 0;
  return isKnown ? slope : select(b.eq(0), 0, slope);
}

/**
 * The derivative of `result` by `variable`, which must occur in it as that very object, times `cotangent`.
 * `leaves` are not looked into. `null` means that it is zero everywhere.
 */
export function differentiateScalar(
  result: Scalar,
  variable: Scalar,
  leaves: ReadonlySet<Scalar>,
  cotangent: Scalar,
): Scalar | null {
  const adjoints = new Map<Scalar, Scalar>([[result, cotangent]]);
  for (const scalar of reversePostorder(result, leaves)) {
    const adjoint = adjoints.get(scalar);
    if (adjoint === undefined || leaves.has(scalar)) continue;
    const { expression } = scalar;
    if (expression.kind !== "call") continue;
    const contributions = contributionsOf(expression.name, expression.inputs, scalar, adjoint);
    expression.inputs.forEach((input, position) => {
      const contribution = contributions[position];
      if (contribution === null || contribution === undefined || !isFloat(input.dtype)) return;
      const before = adjoints.get(input);
      adjoints.set(input, before === undefined ? contribution : before.add(contribution));
    });
  }
  return adjoints.get(variable) ?? null;
}

/** What an application's cotangent adds to the cotangents of its arguments. */
function contributionsOf(
  name: ScalarFunctionName,
  inputs: readonly Scalar[],
  result: Scalar,
  adjoint: Scalar,
): readonly (Scalar | null)[] {
  const [a = result, b = result, c = result] = inputs;
  if (name === "convert") return [isFloat(a.dtype) ? adjoint.to(a.dtype) : null];
  if (name === "select") return [null, select(a, adjoint, 0), select(a, constantScalar(0, adjoint.dtype), adjoint)];
  return partialsOf[name](a, b, c, result).map((partial) => partial && times(adjoint, partial));
}

/** Users before what they use. */
function reversePostorder(root: Scalar, leaves: ReadonlySet<Scalar>): Scalar[] {
  const seen = new Set<Scalar>();
  const order: Scalar[] = [];
  const visit = (scalar: Scalar): void => {
    if (seen.has(scalar)) return;
    seen.add(scalar);
    if (!leaves.has(scalar)) childrenOf(scalar).forEach(visit);
    order.push(scalar);
  };
  visit(root);
  return order.reverse();
}

function times(left: Scalar, right: Scalar): Scalar {
  if (right.expression.kind === "constant") {
    if (right.expression.value === 1) return left;
    if (right.expression.value === -1) return left.neg();
  }
  if (left.expression.kind === "constant" && left.expression.value === 1) return right;
  return left.mul(right);
}
