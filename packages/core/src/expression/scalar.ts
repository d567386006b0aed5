/**
 * Scalar expressions: what is computed for one element. The language of `scalar` and `loops` ops and of the kernel IR.
 *
 * A {@link Scalar} is an immutable node of a DAG with a dtype, and methods that build further ones:
 * `x.gt(0)`, `x.mul(slope)`, `select(condition, a, b)`.
 */
import { refuseArgument } from "../graph/check-argument.ts";
import { isFloat, nearestIn, type DType } from "../graph/dtype.ts";
import { RensaError } from "../graph/error.ts";
import { refusePrimitive } from "../graph/refuse-primitive.ts";
import { formatGiven } from "../graph/format-given.ts";
import type { Index, LoopIndex } from "./index-map.ts";
import { scalarFunctions, type Combine, type ScalarFunctionName } from "./scalar-function.ts";

/** A half-open interval in which an index must lie. */
export interface Bound {
  readonly index: Index;
  readonly lower: number;
  readonly upper: number;
}

/** The kinds of scalar expression. */
export type Expression =
  | { readonly kind: "constant"; readonly value: number }
  /** One element of a buffer, at a flat offset. */
  | { readonly kind: "load"; readonly buffer: string; readonly offset: Index }
  /** The value of an index, as an i32. */
  | { readonly kind: "index"; readonly index: Index }
  | { readonly kind: "call"; readonly name: ScalarFunctionName; readonly inputs: readonly Scalar[] }
  | {
      readonly kind: "reduce";
      readonly combine: Combine;
      readonly indices: readonly LoopIndex[];
      readonly value: Scalar;
    }
  /** `value` where every bound holds, else `otherwise`; `value` may then read outside its buffer (padding). */
  | { readonly kind: "guard"; readonly bounds: readonly Bound[]; readonly value: Scalar; readonly otherwise: Scalar }
  /** A value that a loop nest has already computed. */
  | { readonly kind: "local"; readonly name: string };

/** What a method of {@link Scalar} takes beside a scalar; a number takes the dtype of the other operand. */
export type ScalarLike = Scalar | number | boolean;

/**
 * One element's value, as an expression.
 *
 * @throws RensaError `ARGUMENT_INVALID` where it is used as a number, whose value is not known while the graph is made, and for
 *   operands of another kind; `DTYPE_MISMATCH` for operands of another dtype.
 *
 * @example
 * ```ts
 * import { defineOp, f32, grad, trace } from "@rensa/core";
 * import { sum } from "@rensa/ops";
 * import { compile } from "rensa";
 *
 * const softplus = defineOp({ name: "soft_plus", forward: { scalar: ([x]) => x.exp().add(1).log() } });
 * const traced = trace({ x: f32(2) }, ({ x }) => sum(softplus(x)));
 * console.log((await compile(grad(traced, ["x"]))).run({ x: [0, 1] }).x.data); // Float32Array [0.5, 0.7310...]
 * ```
 */
export class Scalar {
  readonly expression: Expression;
  readonly dtype: DType;

  /**
   * @param expression - What computes the element.
   * @param dtype - The element's type.
   */
  constructor(expression: Expression, dtype: DType) {
    this.expression = expression;
    this.dtype = dtype;
  }

  /** Refuses `x + 1`, `x > 0` and the like. */
  [Symbol.toPrimitive](): never {
    return refusePrimitive("A scalar of an op", "x.add(1), x.gt(0), x.exp()");
  }

  add(other: ScalarLike): Scalar {
    return call("add", this, other);
  }
  sub(other: ScalarLike): Scalar {
    return call("sub", this, other);
  }
  mul(other: ScalarLike): Scalar {
    return call("mul", this, other);
  }
  /** Quotient; of integers it truncates toward zero. */
  div(other: ScalarLike): Scalar {
    return call("div", this, other);
  }
  /** `a - b * floor(a / b)`, whose sign is the divisor's. */
  rem(other: ScalarLike): Scalar {
    return call("rem", this, other);
  }
  neg(): Scalar {
    return call("neg", this);
  }
  abs(): Scalar {
    return call("abs", this);
  }
  sign(): Scalar {
    return call("sign", this);
  }
  min(other: ScalarLike): Scalar {
    return call("min", this, other);
  }
  max(other: ScalarLike): Scalar {
    return call("max", this, other);
  }
  pow(other: ScalarLike): Scalar {
    return call("pow", this, other);
  }
  sqrt(): Scalar {
    return call("sqrt", this);
  }
  exp(): Scalar {
    return call("exp", this);
  }
  expm1(): Scalar {
    return call("expm1", this);
  }
  log(): Scalar {
    return call("log", this);
  }
  log1p(): Scalar {
    return call("log1p", this);
  }
  sin(): Scalar {
    return call("sin", this);
  }
  cos(): Scalar {
    return call("cos", this);
  }
  tan(): Scalar {
    return call("tan", this);
  }
  asin(): Scalar {
    return call("asin", this);
  }
  acos(): Scalar {
    return call("acos", this);
  }
  atan(): Scalar {
    return call("atan", this);
  }
  /** The angle of the point (other, this). */
  atan2(other: ScalarLike): Scalar {
    return call("atan2", this, other);
  }
  sinh(): Scalar {
    return call("sinh", this);
  }
  cosh(): Scalar {
    return call("cosh", this);
  }
  tanh(): Scalar {
    return call("tanh", this);
  }
  asinh(): Scalar {
    return call("asinh", this);
  }
  acosh(): Scalar {
    return call("acosh", this);
  }
  atanh(): Scalar {
    return call("atanh", this);
  }
  /** The error function. */
  erf(): Scalar {
    return call("erf", this);
  }
  floor(): Scalar {
    return call("floor", this);
  }
  ceil(): Scalar {
    return call("ceil", this);
  }
  trunc(): Scalar {
    return call("trunc", this);
  }
  /** Rounds to the nearest integer, halves to even. */
  round(): Scalar {
    return call("round", this);
  }
  lt(other: ScalarLike): Scalar {
    return call("lt", this, other);
  }
  le(other: ScalarLike): Scalar {
    return call("le", this, other);
  }
  gt(other: ScalarLike): Scalar {
    return call("lt", other, this);
  }
  ge(other: ScalarLike): Scalar {
    return call("le", other, this);
  }
  eq(other: ScalarLike): Scalar {
    return call("eq", this, other);
  }
  ne(other: ScalarLike): Scalar {
    return call("ne", this, other);
  }
  isFinite(): Scalar {
    return call("isFinite", this);
  }
  /** Bitwise and; of booleans, logical. */
  and(other: ScalarLike): Scalar {
    return call("and", this, other);
  }
  or(other: ScalarLike): Scalar {
    return call("or", this, other);
  }
  xor(other: ScalarLike): Scalar {
    return call("xor", this, other);
  }
  not(): Scalar {
    return call("not", this);
  }
  shiftLeft(other: ScalarLike): Scalar {
    return call("shiftLeft", this, other);
  }
  /** Logical shift: zeros come in from the left. */
  shiftRight(other: ScalarLike): Scalar {
    return call("shiftRight", this, other);
  }
  /**
   * This value converted to `dtype`: floats truncate toward zero, anything but 0 is true.
   * @param dtype - The type of the result.
   */
  to(dtype: DType): Scalar {
    return dtype === this.dtype ? this : new Scalar({ kind: "call", name: "convert", inputs: [this] }, dtype);
  }
}

/**
 * A constant element: of an integer dtype the nearest number that it holds, which all backends have to agree on.
 * @param value - The number, or truth.
 * @param dtype - The type of the element.
 * @throws RensaError `ARGUMENT_INVALID` for what is no number.
 *
 * @example
 * ```ts
 * import { constantScalar } from "@rensa/core";
 *
 * console.log(constantScalar(300, "u8").expression); // { kind: "constant", value: 255 }
 * ```
 */
export function constantScalar(value: number | boolean, dtype: DType): Scalar {
  if (typeof value !== "number" && typeof value !== "boolean") throw notNumber(value);
  return new Scalar({ kind: "constant", value: nearestIn(dtype, Number(value)) }, dtype);
}

function notNumber(value: unknown): RensaError {
  return new RensaError(
    "ARGUMENT_INVALID",
    `A constant of an element is ${formatGiven(value)}; give a number or a boolean.`,
  );
}

/**
 * A scalar function applied to operands, of which at least one is a {@link Scalar}.
 * @throws RensaError `DTYPE_MISMATCH` where dtypes differ or the function is not defined for them.
 */
export function call(name: Exclude<ScalarFunctionName, "select" | "convert">, ...operands: ScalarLike[]): Scalar {
  if (!Object.hasOwn(scalarFunctions, name))
    refuseArgument("The name of a scalar function", name, "one of scalarFunctions");
  const definition = scalarFunctions[name];
  const dtype = dtypeAmong(name, operands);
  const suits = definition.domain === "any" || (definition.domain === "float" ? isFloat(dtype) : !isFloat(dtype));
  if (!suits) {
    const wanted = definition.domain === "float" ? "f32 or f64" : "i32, u8 or bool";
    throw new RensaError("DTYPE_MISMATCH", `${name}: is not defined for ${dtype}; convert to ${wanted} first.`);
  }
  const inputs = operands.map((operand) => lift(operand, dtype));
  return new Scalar({ kind: "call", name, inputs }, definition.result === "bool" ? "bool" : dtype);
}

/** The operand, as an element of a dtype where it is a number. */
export function lift(operand: ScalarLike, dtype: DType): Scalar {
  return operand instanceof Scalar ? operand : constantScalar(operand, dtype);
}

/** The dtype that all scalars among the operands have. */
export function dtypeAmong(name: string, operands: readonly ScalarLike[]): DType {
  let dtype: DType | undefined;
  for (const operand of operands) {
    if (!(operand instanceof Scalar)) continue;
    if (dtype !== undefined && dtype !== operand.dtype) {
      throw new RensaError("DTYPE_MISMATCH", `${name}: ${dtype} and ${operand.dtype} differ; convert one of them.`);
    }
    dtype = operand.dtype;
  }
  if (dtype === undefined) {
    throw new RensaError("ARGUMENT_INVALID", `${name}: all operands are numbers; one must be a scalar expression.`);
  }
  return dtype;
}
