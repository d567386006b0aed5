/**
 * Typed data sets in memory and as streams, readers of CSV, Parquet, images and text, seeded shuffling and batching.
 *
 * @packageDocumentation
 */
export * from "./batch-source.ts";
export * from "./dataset.ts";
export type { BatchOptions, BatchType, Remainder } from "./dataset-batches.ts";
export type { ArrayData, ArrayDType } from "./elements.ts";
export type { DatasetArrays, TargetDType } from "./from-arrays.ts";
export type { RecordReader, RecordTarget } from "./from-records.ts";
export type { DatasetTensors } from "./from-tensors.ts";
export { seededRandom, type RandomNumbers } from "./random.ts";
export * from "./row-view.ts";
export * from "./table-view.ts";
export * from "./shuffle.ts";
export * from "./table/elementwise-table.ts";
export type { MapContext } from "./table/mapped-table.ts";
export type { TablePass, Table } from "./table/table.ts";
export type { ExampleData, ExampleType, RowType } from "./table/tree-types.ts";
export * from "./fit-missing.ts";
export * from "./fit-scaling.ts";
export * from "./one-hot.ts";
export { padInBuckets, type BucketOf, type BucketOptions } from "./padded-buckets.ts";
export type { Progress } from "./progress.ts";
export * from "./padded-sequences.ts";
export * from "./windows.ts";
export * from "./categories.ts";
export type { ScaledType, StatisticType } from "./scaled-types.ts";
export { Scaling, type ScalingJson } from "./scaling.ts";
export * from "./stream/data-stream.ts";
export type { StreamPass } from "./stream/entry.ts";
export type { SourcePass, StreamFactory, StreamOptions, StreamSource } from "./stream/source.ts";
export type { StreamBatchOptions } from "./stream/stream-batches.ts";
export { column, type Columns, type ColumnType, type MissingValue, type RecordOf } from "./readers/column.ts";
export * from "./readers/csv.ts";
export * from "./readers/decode-image.ts";
export * from "./readers/labeled-images.ts";
export type { ParquetFile } from "./readers/parquet/file.ts";
export * from "./readers/parquet/parquet.ts";
export * from "./readers/resize-image.ts";
export type { ReadOptions, TextSource } from "./readers/text-chunks.ts";
export * from "./readers/text-lines.ts";
export * from "./text/characters.ts";
export * from "./text/vocabulary.ts";
export * from "./worker/prefetch-in-worker.ts";
