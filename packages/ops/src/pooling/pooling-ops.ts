/** The ops of pooling, for registries. */
import type { OpValue } from "@rensa/core";
import { averagePool } from "./average-pool.ts";
import { globalAveragePool } from "./global-average-pool.ts";
import { maxPool } from "./max-pool.ts";
import { windowArgmax, windowGather, windowScatter } from "./window-maximum.ts";
import { windowSpread, windowSum } from "./window-sum.ts";

/** All ops of this folder, inner ones too. */
export const poolingOps: readonly OpValue[] = [
  averagePool,
  globalAveragePool,
  maxPool,
  windowArgmax,
  windowGather,
  windowScatter,
  windowSpread,
  windowSum,
];
