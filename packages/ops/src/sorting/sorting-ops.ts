/** The ops of sorting, for registries. */
import type { OpValue } from "@rensa/core";
import { argsort } from "./argsort.ts";
import { kthValue } from "./kth-value.ts";
import { median } from "./median.ts";
import { quantile } from "./quantile.ts";
import { searchSorted } from "./search-sorted.ts";
import { sort } from "./sort.ts";
import { topK } from "./top-k.ts";

/** All ops of this folder, inner ones too. */
export const sortingOps: readonly OpValue[] = [argsort, kthValue, median, quantile, searchSorted, sort, topK];
