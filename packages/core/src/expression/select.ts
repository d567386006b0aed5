/** A choice between two values of an element. */
import { refuseArgument } from "../graph/check-argument.ts";
import { RensaError } from "../graph/error.ts";
import { dtypeAmong, lift, Scalar, type ScalarLike } from "./scalar.ts";

/**
 * `whenTrue` where the condition holds, else `whenFalse`. One of the two must be a {@link Scalar}, whose dtype it takes.
 * @param condition - A boolean.
 * @param whenTrue - A scalar or a number.
 * @param whenFalse - A scalar or a number.
 * @throws RensaError `ARGUMENT_INVALID` for what is no scalar, `DTYPE_MISMATCH` for another condition or two dtypes.
 *
 * @example
 * ```ts
 * import { defineOp, f32, select, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const leaky = defineOp({ name: "leaky", forward: { scalar: ([x]) => select(x.gt(0), x, x.mul(0.1)) } });
 * const traced = trace({ x: f32(2) }, ({ x }) => leaky(x));
 * console.log((await compile(traced)).run({ x: [2, -2] }).data); // Float32Array [2, -0.2]
 * ```
 */
export function select(condition: Scalar, whenTrue: ScalarLike, whenFalse: ScalarLike): Scalar {
  if (!(condition instanceof Scalar)) refuseArgument("select: the condition", condition, "a Scalar");
  const dtype = dtypeAmong("select", [whenTrue, whenFalse]);
  if (condition.dtype !== "bool") {
    throw new RensaError("DTYPE_MISMATCH", `select: the condition is ${condition.dtype}; compare it first (x.ne(0)).`);
  }
  const inputs = [condition, lift(whenTrue, dtype), lift(whenFalse, dtype)];
  return new Scalar({ kind: "call", name: "select", inputs }, dtype);
}
