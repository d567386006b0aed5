/** What long reads report. */

/**
 * How far a read has come.
 *
 * @example
 * ```ts
 * import type { Progress } from "@rensa/data";
 *
 * const percent = ({ bytes, total }: Progress): string =>
 *   total === undefined ? `${String(bytes)} bytes` : `${String(Math.round((100 * bytes) / total))} %`;
 * console.log(percent({ rows: 10, bytes: 50, total: 200 })); // "25 %"
 * ```
 */
export interface Progress {
  /** Rows (records, images, elements) that have been read. */
  readonly rows: number;
  /** Bytes that have been read; 0 where nothing is read from bytes. */
  readonly bytes: number;
  /** How many bytes there are, or rows where there are no bytes; `undefined` where that is not known. */
  readonly total: number | undefined;
}
