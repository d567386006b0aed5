/** CSV in files. */
import { checkOptions } from "@rensa/core";
import { csvOptionNames } from "../readers/csv-option-names.ts";
import { csv, type CsvOptions } from "../readers/csv.ts";
import type { Columns, RecordOf } from "../readers/column.ts";
import type { DataStream } from "../stream/data-stream.ts";
import { fileChunks, fileSize } from "./read-file.ts";

/**
 * The records of a CSV file as a stream; see {@link csv} for the options and the errors, which name the file. It is read
 * piece by piece, again for every pass.
 *
 * @param path - Where the file or folder is.
 *
 * @throws RensaError `DATA_SOURCE_FAILED` where there is no such file.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { writeFile } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { column } from "@rensa/data";
 * import { csvFile } from "@rensa/data/node";
 *
 * const path = join(tmpdir(), "rensa-flats.csv");
 * await writeFile(path, "size,rent\n50,900\n80,1400\n");
 * const flats = await csvFile(path, { columns: { size: column.number(), rent: column.number() } });
 * console.log(await flats.collect()); // [{ size: 50, rent: 900 }, { size: 80, rent: 1400 }]
 * ```
 */
export async function csvFile<C extends Columns>(
  path: string,
  options: CsvOptions<C> & { readonly columns: C },
): Promise<DataStream<RecordOf<C>>>;
export async function csvFile(
  path: string,
  options?: CsvOptions & { readonly columns?: never },
): Promise<DataStream<Readonly<Record<string, string>>>>;
export async function csvFile(path: string, options: CsvOptions = {}): Promise<DataStream<unknown>> {
  checkOptions("csvFile", options, csvOptionNames);
  const bytes = await fileSize(path);
  const { columns, ...others } = { name: path, bytes, ...options };
  return columns === undefined ? csv(fileChunks(path), others) : csv(fileChunks(path), { ...others, columns });
}
