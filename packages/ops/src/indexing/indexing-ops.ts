/** The ops of indexing, for registries. */
import type { OpValue } from "@rensa/core";
import { bincount } from "./bincount.ts";
import { dynamicSlice, dynamicUpdateSlice } from "./dynamic-slice.ts";
import { gatherNd, scatterNd } from "./gather-nd.ts";
import { histogram } from "./histogram.ts";
import { iota } from "./iota.ts";
import { oneHot } from "./one-hot.ts";
import { pick, unpick } from "./pick.ts";
import { scatterAlong } from "./scatter-along.ts";
import { scatterMax } from "./scatter-max.ts";
import { scatterMin } from "./scatter-min.ts";
import { scatterMultiply } from "./scatter-multiply.ts";
import { scatterSet } from "./scatter-set.ts";
import { segmentMax } from "./segment-max.ts";
import { segmentMean } from "./segment-mean.ts";
import { segmentMin } from "./segment-min.ts";
import { segmentProduct } from "./segment-product.ts";
import { segmentSum } from "./segment-sum.ts";
import { scatterAddAlong, takeAlong } from "./take-along.ts";
import { scatterAdd, take } from "./take.ts";
import { updateSlice } from "./update-slice.ts";

/** All ops of this folder, inner ones too. */
export const indexingOps: readonly OpValue[] = [
  bincount,
  dynamicSlice,
  dynamicUpdateSlice,
  gatherNd,
  scatterNd,
  histogram,
  iota,
  oneHot,
  pick,
  unpick,
  scatterAlong,
  scatterMax,
  scatterMin,
  scatterMultiply,
  scatterSet,
  segmentMax,
  segmentMean,
  segmentMin,
  segmentProduct,
  segmentSum,
  scatterAddAlong,
  takeAlong,
  scatterAdd,
  take,
  updateSlice,
];
