/**
 * Typed data sets, seeded shuffling and batching, with 10,000 handwritten digits to start on.
 *
 * @packageDocumentation
 */
export * from "./batch-source.ts";
export * from "./dataset.ts";
export type { BatchOptions, BatchType, Remainder } from "./dataset-batches.ts";
export type { ArrayData, ArrayDType } from "./elements.ts";
export * from "./digits.ts";
export type { DatasetArrays, TargetDType } from "./from-arrays.ts";
export * from "./shuffle.ts";
