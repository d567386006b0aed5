/** By how many lanes something is computed: by two where anything in it is an f64. */
import type { DType, Precision, Scalar } from "@rensa/core";
import { dependenciesOf, scalarsOf, type Statement } from "@rensa/core/compiler";
import { kindOf, type LaneCount } from "../lanes/kind.ts";

/** The lanes of statements. */
export function lanesOf(statements: readonly Statement[], precision: Precision): LaneCount {
  const scalars: Scalar[] = [];
  const dtypes: DType[] = [];
  const collect = (statement: Statement): void => {
    switch (statement.kind) {
      case "loop":
      case "when":
        statement.body.forEach(collect);
        return;
      case "accumulator":
        dtypes.push(statement.dtype);
        return;
      case "define":
      case "update":
        scalars.push(statement.value);
        return;
      case "store":
        scalars.push(statement.value, ...scalarsOf(statement.offset));
    }
  };
  statements.forEach(collect);
  const isDouble = (dtype: DType): boolean => kindOf(dtype, precision) === "f64";
  return dtypes.some(isDouble) || holdDouble(scalars, precision) ? 2 : 4;
}

/** True where any part of expressions is an f64. */
export function holdDouble(roots: readonly Scalar[], precision: Precision): boolean {
  const seen = new Set<Scalar>();
  const pending = [...roots];
  for (let scalar = pending.pop(); scalar !== undefined; scalar = pending.pop()) {
    if (seen.has(scalar)) continue;
    seen.add(scalar);
    if (kindOf(scalar.dtype, precision) === "f64") return true;
    pending.push(...dependenciesOf(scalar));
  }
  return false;
}
