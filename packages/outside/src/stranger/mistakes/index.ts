/** All mistakes. */
import { inDefinitions } from "./in-definitions.ts";
import { inDerivatives } from "./in-derivatives.ts";
import { inForwards } from "./in-forwards.ts";
import { inRulesAndKernels } from "./in-rules-and-kernels.ts";
import type { Mistake } from "./mistake.ts";

export const mistakes: readonly Mistake[] = [...inDefinitions, ...inForwards, ...inDerivatives, ...inRulesAndKernels];
