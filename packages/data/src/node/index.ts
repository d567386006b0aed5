/**
 * What needs Node: data in files and folders.
 *
 * @packageDocumentation
 */
export * from "./character-file.ts";
export * from "./csv-file.ts";
export * from "./image-folder.ts";
export * from "./parquet-file.ts";
export * from "./text-file-lines.ts";
