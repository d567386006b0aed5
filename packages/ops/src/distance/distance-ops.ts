/** The ops of distance, for registries. */
import type { OpValue } from "@rensa/core";
import { cdist } from "./cdist.ts";
import { cosineSimilarity } from "./cosine-similarity.ts";
import { euclideanDistance } from "./euclidean-distance.ts";
import { hammingDistance } from "./hamming-distance.ts";
import { mahalanobisDistance } from "./mahalanobis-distance.ts";
import { manhattanDistance } from "./manhattan-distance.ts";
import { pairwiseCosine } from "./pairwise-cosine.ts";
import { squaredDistances } from "./squared-distances.ts";

/** All ops of this folder, inner ones too. */
export const distanceOps: readonly OpValue[] = [
  cdist,
  cosineSimilarity,
  euclideanDistance,
  hammingDistance,
  mahalanobisDistance,
  manhattanDistance,
  pairwiseCosine,
  squaredDistances,
];
