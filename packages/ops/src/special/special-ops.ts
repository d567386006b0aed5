/** The ops of special, for registries. */
import type { OpValue } from "@rensa/core";
import { digamma } from "./digamma.ts";
import { entr } from "./entr.ts";
import { erfcx, erfcxSlope } from "./erfcx.ts";
import { erfinv } from "./erfinv.ts";
import { i0, i1, i1Slope } from "./i0.ts";
import { i0e, i1e, i1eSlope } from "./i0e.ts";
import { igammaDerivative } from "./igamma-derivative.ts";
import { igamma } from "./igamma.ts";
import { igammac } from "./igammac.ts";
import { lgamma } from "./lgamma.ts";
import { logBeta } from "./log-beta.ts";
import { logNdtr, logNdtrSlope } from "./log-ndtr.ts";
import { logit } from "./logit.ts";
import { ndtr } from "./ndtr.ts";
import { ndtri } from "./ndtri.ts";
import { polygamma } from "./polygamma.ts";
import { sinc } from "./sinc.ts";
import { xlog1py } from "./xlog1py.ts";
import { xlogy } from "./xlogy.ts";
import { zeta } from "./zeta.ts";

/** All ops of this folder, inner ones too. */
export const specialOps: readonly OpValue[] = [
  digamma,
  entr,
  erfcx,
  erfcxSlope,
  erfinv,
  i0,
  i1,
  i1Slope,
  i0e,
  i1e,
  i1eSlope,
  igammaDerivative,
  igamma,
  igammac,
  lgamma,
  logBeta,
  logNdtr,
  logNdtrSlope,
  logit,
  ndtr,
  ndtri,
  polygamma,
  sinc,
  xlog1py,
  xlogy,
  zeta,
];
