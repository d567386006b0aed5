/** The chain rule on y = (w1 x1 + w2 x2)^2: values forward, derivatives backward. */
import { add, mul, square } from "@rensa/ops";
import { differentiateGraph, type ScalarGraph } from "./scalar-graph.ts";

/** The numbers that y is computed from. They have no unit. */
export interface ChainRuleInputs {
  readonly w1: number;
  readonly w2: number;
  readonly x1: number;
  readonly x2: number;
}

/**
 * The graph of y with all of its numbers: `w1`, `w2`, `x1`, `x2`, the products `p1 = w1 x1` and `p2 = w2 x2`, their sum `s`,
 * and `y = s^2`.
 */
export function chainRule({ w1, w2, x1, x2 }: ChainRuleInputs): Promise<ScalarGraph> {
  return differentiateGraph({ w1, w2, x1, x2 }, [
    { name: "p1", of: ["w1", "x1"], compute: (w, x) => mul(w, x) },
    { name: "p2", of: ["w2", "x2"], compute: (w, x) => mul(w, x) },
    { name: "s", of: ["p1", "p2"], compute: (one, other) => add(one, other) },
    { name: "y", of: ["s"], compute: (s) => square(s) },
  ]);
}
