/** The registry of all ops that come with Rensa. */
import { type Plugin, type Registry } from "@rensa/core";
/**
 * The structural ops, those of `@rensa/ops`, and those of the given plugins.
 *
 * @throws RensaError `OP_DUPLICATE` where two plugins define ops of one name.
 *
 * @example
 * ```ts
 * import { standardRegistry } from "rensa";
 *
 * console.log(standardRegistry().get("matmul").inputs); // ["a", "b"]
 * ```
 */
export declare function standardRegistry(...plugins: readonly Plugin[]): Registry;
//# sourceMappingURL=standard-registry.d.ts.map