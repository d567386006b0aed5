/** The plugin of all ops of this package, for registries. */
import type { OpValue, Plugin } from "@rensa/core";
import { activationOps } from "./activation/activation-ops.ts";
import { arithmeticOps } from "./arithmetic/arithmetic-ops.ts";
import { attentionOps } from "./attention/attention-ops.ts";
import { bitsOps } from "./bits/bits-ops.ts";
import { comparisonOps } from "./comparison/comparison-ops.ts";
import { convolutionOps } from "./convolution/convolution-ops.ts";
import { cumulativeOps } from "./cumulative/cumulative-ops.ts";
import { distanceOps } from "./distance/distance-ops.ts";
import { exponentialOps } from "./exponential/exponential-ops.ts";
import { fourierOps } from "./fourier/fourier-ops.ts";
import { imageOps } from "./image/image-ops.ts";
import { indexingOps } from "./indexing/indexing-ops.ts";
import { linearOps } from "./linear/linear-ops.ts";
import { linearAlgebraOps } from "./linear-algebra/linear-algebra-ops.ts";
import { lossOps } from "./loss/loss-ops.ts";
import { matrixOps } from "./matrix/matrix-ops.ts";
import { normalizationOps } from "./normalization/normalization-ops.ts";
import { poolingOps } from "./pooling/pooling-ops.ts";
import { randomOps } from "./random/random-ops.ts";
import { reductionOps } from "./reduction/reduction-ops.ts";
import { roundingOps } from "./rounding/rounding-ops.ts";
import { shapeOps } from "./shape/shape-ops.ts";
import { sortingOps } from "./sorting/sorting-ops.ts";
import { specialOps } from "./special/special-ops.ts";
import { structureOps } from "./structure/structure-ops.ts";
import { trigonometricOps } from "./trigonometric/trigonometric-ops.ts";

const ops: readonly OpValue[] = [
  ...activationOps,
  ...arithmeticOps,
  ...attentionOps,
  ...bitsOps,
  ...comparisonOps,
  ...convolutionOps,
  ...cumulativeOps,
  ...distanceOps,
  ...exponentialOps,
  ...fourierOps,
  ...imageOps,
  ...indexingOps,
  ...linearOps,
  ...linearAlgebraOps,
  ...lossOps,
  ...matrixOps,
  ...normalizationOps,
  ...poolingOps,
  ...randomOps,
  ...reductionOps,
  ...roundingOps,
  ...shapeOps,
  ...sortingOps,
  ...specialOps,
  ...structureOps,
  ...trigonometricOps,
];

/**
 * All ops of this package, as a plugin.
 *
 * @example
 * ```ts
 * import { standardOps } from "@rensa/ops";
 * import { registry } from "@rensa/core";
 *
 * const ops = registry(standardOps);
 * ```
 */
export const standardOps: Plugin = { name: "@rensa/ops", ops };
