/** The plugin of all ops of this package, for registries. */
import type { Plugin } from "@rensa/core";
import { allOps } from "./lists/all-ops.ts";

/**
 * All ops of this package, as a plugin.
 *
 * @example
 * ```ts
 * import { standardOps } from "@rensa/ops";
 * import { registry } from "@rensa/core/graph";
 *
 * const ops = registry(standardOps);
 * ```
 */
export const standardOps: Plugin = { name: "@rensa/ops", ops: allOps };
