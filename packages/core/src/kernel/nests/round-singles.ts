/**
 * Where f32, which JavaScript computes in doubles, is rounded beside the places where it is stored: a value must be the
 * same whether it is read from its buffer or computed again. Else `x == max(x)` may hold nowhere, because the maximum
 * was stored and `x` was not.
 *
 * - A reduction is rounded when it is complete.
 * - A local that is also stored is rounded as its buffer is.
 * - Operands of a comparison are rounded. So it does not matter which of them were stored.
 */
import { checkKind } from "../../graph/check-argument.ts";
import type { ScalarFunctionName } from "../../expression/scalar-function.ts";
import type { Scalar } from "../../expression/scalar.ts";
import type { Statement } from "./loop-nest.ts";

const comparisons: ReadonlySet<ScalarFunctionName> = new Set(["lt", "le", "eq", "ne"]);

/**
 * True for an operand of a function that has to be rounded first.
 *
 * @param name - The function.
 * @param scalar - The operand.
 *
 * @example
 * ```ts
 * import { Scalar } from "@rensa/core";
 * import { isRoundedOperand } from "@rensa/core/compiler";
 *
 * const x = new Scalar({ kind: "local", name: "x" }, "f32");
 * console.log(isRoundedOperand("lt", x), isRoundedOperand("add", x)); // true false
 * ```
 */
export function isRoundedOperand(name: ScalarFunctionName, { dtype, expression }: Scalar): boolean {
  if (dtype !== "f32" || !comparisons.has(name) || expression.kind === "load") return false;
  return expression.kind !== "constant" || Math.fround(expression.value) !== expression.value;
}

/**
 * The locals of a kernel that are also stored, as f32.
 *
 * @param statements - The statements of a loop nest.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { Index, Scalar } from "@rensa/core";
 * import { storedSingles } from "@rensa/core/compiler";
 *
 * const x = new Scalar({ kind: "local", name: "x" }, "f32");
 * const store = { kind: "store", buffer: "y", offset: Index.constant(0), value: x, combine: null } as const;
 * console.log([...storedSingles([store])]); // ["x"]
 * ```
 */
export function storedSingles(statements: readonly Statement[]): ReadonlySet<string> {
  checkKind("The statements", statements, "list");
  const names = new Set<string>();
  const visit = (statement: Statement): void => {
    if (statement.kind === "loop" || statement.kind === "when") statement.body.forEach(visit);
    if (statement.kind !== "store") return;
    const { expression, dtype } = statement.value;
    if (expression.kind === "local" && dtype === "f32") names.add(expression.name);
  };
  statements.forEach(visit);
  return names;
}

/**
 * By the position of a statement: the f32 reductions among these statements that are complete after it.
 *
 * @param statements - The statements of a loop nest.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { constantScalar } from "@rensa/core";
 * import { completeSingles, type Statement } from "@rensa/core/compiler";
 *
 * const value = constantScalar(1, "f32");
 * const statements: readonly Statement[] = [
 *   { kind: "accumulator", name: "sum", dtype: "f32", combine: "sum" },
 *   { kind: "update", name: "sum", combine: "sum", value },
 * ];
 * console.log(completeSingles(statements).get(1)); // ["sum"]
 * ```
 */
export function completeSingles(statements: readonly Statement[]): ReadonlyMap<number, readonly string[]> {
  checkKind("The statements", statements, "list");
  const complete = new Map<number, string[]>();
  for (const statement of statements) {
    if (statement.kind !== "accumulator" || statement.dtype !== "f32") continue;
    const last = statements.findLastIndex((each) => updates(each, statement.name));
    if (last >= 0) complete.set(last, [...(complete.get(last) ?? []), statement.name]);
  }
  return complete;
}

function updates(statement: Statement, name: string): boolean {
  if (statement.kind === "update") return statement.name === name;
  return (statement.kind === "loop" || statement.kind === "when") && statement.body.some((each) => updates(each, name));
}
