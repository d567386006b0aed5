/** Files that cost as much as they can. */
import type { LargestFile } from "./largest-file.ts";
import { largestJpegs } from "./jpeg.ts";
import { largestPngs } from "./png.ts";
import { largestCsvs, largestParquets } from "./tables.ts";
import { largestTrees } from "./trees.ts";

export const largestFiles: readonly LargestFile[] = [
  ...largestJpegs,
  ...largestPngs,
  ...largestCsvs,
  ...largestParquets,
  ...largestTrees,
];
