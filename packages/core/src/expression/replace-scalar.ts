/** An expression with another in place of a part of it. */
import { Scalar } from "./scalar.ts";

/** `value` with `to` wherever it has `from`. */
export function replaceScalar(value: Scalar, from: Scalar, to: Scalar): Scalar {
  const made = new Map<Scalar, Scalar>([[from, to]]);
  const visit = (scalar: Scalar): Scalar => {
    const known = made.get(scalar);
    if (known !== undefined) return known;
    const { expression, dtype } = scalar;
    let result = scalar;
    if (expression.kind === "call") result = new Scalar({ ...expression, inputs: expression.inputs.map(visit) }, dtype);
    if (expression.kind === "guard") {
      result = new Scalar(
        { ...expression, value: visit(expression.value), otherwise: visit(expression.otherwise) },
        dtype,
      );
    }
    made.set(scalar, result);
    return result;
  };
  return visit(value);
}
