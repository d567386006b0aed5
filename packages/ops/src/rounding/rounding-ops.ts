/** The ops of rounding, for registries. */
import type { OpValue } from "@rensa/core";
import { ceil } from "./ceil.ts";
import { floor } from "./floor.ts";
import { round } from "./round.ts";
import { trunc } from "./trunc.ts";

/** All ops of this folder, inner ones too. */
export const roundingOps: readonly OpValue[] = [ceil, floor, round, trunc];
