/** A model's summary as a table of text. */
import { checkOptions, checkParts, formatTensorType } from "@rensa/core";
import type { ModelSummary, SummaryRow } from "./summary.ts";

/** How a summary is printed. */
export interface FormatSummaryOptions {
  /** How many levels of scopes have rows of their own; deeper ones count to the scope around them. Default: all. */
  readonly depth?: number;
}

/**
 * The table of a summary: a line for each scope, and below it the totals. Bytes are given in binary units, operations
 * with decimal prefixes.
 *
 * @param found - What `summary` returned.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32 } from "@rensa/core";
 * import { dense, formatSummary, sequential, summary } from "@rensa/nn";
 * import { relu } from "@rensa/ops";
 *
 * console.log(formatSummary(await summary(sequential(dense(4, 8), relu, dense(8, 2)), f32(10, 4))));
 * // scope    output     trained  fixed  FLOPs   share   kept
 * // -------  ---------  -------  -----  -----  ------  -----
 * // dense_1  f32[10,8]       40      0    720  59.0 %  320 B
 * // relu_1   f32[10,8]        0      0    160  13.1 %  320 B
 * // dense_2  f32[10,2]       18      0    340  27.9 %    0 B
 * //
 * // parameters: 58 (58 trained), 232 B
 * // FLOPs: 1.22 k forward, 2.84 k forward and backward
 * // memory: 960 B forward, 1.50 KiB forward and backward, of which 640 B kept for the gradient
 * ```
 */
export function formatSummary(found: ModelSummary, options: FormatSummaryOptions = {}): string {
  checkParts("formatSummary: the summary", found, "rows", "memory");
  checkOptions("formatSummary", options, ["depth"]);
  const { depth = Infinity } = options;
  const head = ["scope", "output", "trained", "fixed", "FLOPs", "share", "kept"];
  const rows = merged(found.rows, depth).map((row) => [
    row.scope === "" ? "(no scope)" : row.scope,
    row.output === null ? "" : formatTensorType(row.output),
    integer(row.trained),
    integer(row.fixed),
    scaled(row.flops, 1000, ["", " k", " M", " G", " T"]),
    `${(row.share * 100).toFixed(1)} %`,
    bytes(row.keptBytes),
  ]);
  const { memory } = found;
  return [
    ...table([head, ...rows]),
    "",
    `parameters: ${integer(found.trained + found.fixed)} (${integer(found.trained)} trained), ${bytes(memory.parameters)}`,
    `FLOPs: ${scaled(found.flops, 1000, ["", " k", " M", " G", " T"])} forward, ${scaled(found.trainingFlops, 1000, ["", " k", " M", " G", " T"])} forward and backward`,
    `memory: ${bytes(memory.inference)} forward, ${bytes(memory.training)} forward and backward, of which ${bytes(memory.kept)} kept for the gradient`,
  ].join("\n");
}

/** Rows of no more than some levels; the output is that of the last one merged. */
function merged(rows: readonly SummaryRow[], depth: number): readonly SummaryRow[] {
  const all = new Map<string, SummaryRow>();
  for (const row of rows) {
    const scope = row.scope.split("/").slice(0, Math.max(1, depth)).join("/");
    const before = all.get(scope);
    all.set(scope, before === undefined ? { ...row, scope } : together(before, row));
  }
  return [...all.values()];
}

function together(before: SummaryRow, row: SummaryRow): SummaryRow {
  return {
    scope: before.scope,
    output: row.output ?? before.output,
    parameters: [...before.parameters, ...row.parameters],
    trained: before.trained + row.trained,
    fixed: before.fixed + row.fixed,
    flops: before.flops + row.flops,
    share: before.share + row.share,
    keptBytes: before.keptBytes + row.keptBytes,
  };
}

/** Lines of aligned columns with a rule below the first: text to the left, numbers to the right. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const textColumns = 2;
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) =>
        column < textColumns ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
  const rule = widths.map((width) => "-".repeat(width)).join("  ");
  return [...lines.slice(0, 1), rule, ...lines.slice(1)];
}

function integer(value: number): string {
  return value.toLocaleString("en");
}

function bytes(value: number): string {
  return scaled(value, 1024, [" B", " KiB", " MiB", " GiB", " TiB"]);
}

/** A number with the largest unit that leaves it at 1 or more. */
function scaled(value: number, base: number, units: readonly string[]): string {
  let rest = value;
  let unit = 0;
  while (rest >= base && unit < units.length - 1) {
    rest /= base;
    unit++;
  }
  return `${unit === 0 ? String(rest) : rest.toFixed(2)}${units[unit] ?? ""}`;
}
