/** The ops of exponential, for registries. */
import type { OpValue } from "@rensa/core";
import { cbrt } from "./cbrt.ts";
import { erf } from "./erf.ts";
import { erfc } from "./erfc.ts";
import { exp } from "./exp.ts";
import { exp2 } from "./exp2.ts";
import { expm1 } from "./expm1.ts";
import { log } from "./log.ts";
import { log10 } from "./log10.ts";
import { log1p } from "./log1p.ts";
import { log2 } from "./log2.ts";
import { logaddexp } from "./logaddexp.ts";
import { rsqrt } from "./rsqrt.ts";
import { sqrt } from "./sqrt.ts";

/** All ops of this folder, inner ones too. */
export const exponentialOps: readonly OpValue[] = [
  cbrt,
  erf,
  erfc,
  exp,
  exp2,
  expm1,
  log,
  log10,
  log1p,
  log2,
  logaddexp,
  rsqrt,
  sqrt,
];
