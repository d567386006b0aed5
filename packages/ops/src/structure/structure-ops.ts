/** The ops of structure, for registries. */
import type { OpValue } from "@rensa/core";
import { cast } from "./cast.ts";
import { stopGradient } from "./stop-gradient.ts";

/** All ops of this folder, inner ones too. */
export const structureOps: readonly OpValue[] = [cast, stopGradient];
