/** The pipeline of passes: one ordered list, read downward. Every pass can be switched off by its name. */
import { type Pass } from "@rensa/core";
/**
 * What a program goes through by default, in this order.
 *
 * @example
 * ```ts
 * import { f32, runPasses, trace } from "@rensa/core";
 * import { mul } from "@rensa/ops";
 * import { defaultPasses } from "rensa";
 *
 * const { graph, definitions } = trace({ x: f32(3) }, ({ x }) => mul(x, 1));
 * console.log(Object.keys(runPasses(graph, definitions, defaultPasses).graph.nodes)); // ["x"]
 * ```
 */
export declare const defaultPasses: readonly Pass[];
/**
 * The passes but those with the given names. Lowering needs composites expanded and dead nodes removed; `compile` does
 * these two in any case.
 *
 * @throws RensaError `ARGUMENT_INVALID` where no pass has such a name.
 *
 * @example
 * ```ts
 * import { withoutPasses } from "rensa";
 *
 * const passes = withoutPasses(["simplify", "fold constants"]);
 * ```
 */
export declare function withoutPasses(names: readonly string[], passes?: readonly Pass[]): readonly Pass[];
//# sourceMappingURL=pipeline.d.ts.map