/** All oracles. */
import { cached } from "./cached.ts";
import { checkedPasses } from "./checked-passes.ts";
import { forward, gradients, secondOrder, transposed } from "./derivatives.ts";
import { hostileGraphs } from "./hostile-graphs.ts";
import { interpreted } from "./interpreted.ts";
import { javascriptSingle } from "./javascript-single.ts";
import { memory } from "./memory.ts";
import type { Oracle } from "./oracle.ts";
import { passes } from "./passes.ts";
import { roundTrip } from "./round-trip.ts";
import { training } from "./training.ts";
import { together } from "./together.ts";
import { batchedGradients, vectorized } from "./vmap.ts";
import { numerics, wasm } from "./wasm.ts";
import { writes } from "./writes.ts";

/** In the order in which they are asked. */
export const oracles: readonly Oracle[] = [
  interpreted,
  writes,
  javascriptSingle,
  wasm,
  numerics,
  passes,
  checkedPasses,
  gradients,
  forward,
  transposed,
  secondOrder,
  vectorized,
  batchedGradients,
  together,
  cached,
  roundTrip,
  hostileGraphs,
  memory,
  training,
];
