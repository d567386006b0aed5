/** The ops of cumulative, for registries. */
import type { OpValue } from "@rensa/core";
import { cummax } from "./cummax.ts";
import { cummin } from "./cummin.ts";
import { cumprod } from "./cumprod.ts";
import { cumsum } from "./cumsum.ts";
import { logCumsumExp } from "./log-cumsum-exp.ts";
import { shifted } from "./shifted.ts";

/** All ops of this folder, inner ones too. */
export const cumulativeOps: readonly OpValue[] = [cummax, cummin, cumprod, cumsum, logCumsumExp, shifted];
