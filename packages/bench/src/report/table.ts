/** Results as a table for people. */
import type { Row } from "../measure/row.ts";

/** Rows of cells as aligned lines; the first is the head. `left` are the columns that are aligned to the left. */
export function formatTable(rows: readonly (readonly string[])[], left: readonly number[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          left.includes(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** The heads of {@link cellsOf}. */
export const heads = [
  "workload",
  "peer",
  "threads",
  "peer ms",
  "±",
  "ours ms",
  "±",
  "ratio",
  "agrees",
  "ours GFLOP/s",
  "of peak",
  "scaling",
];

/** A row's cells; those of a failed one are empty, and its error is the last. */
export function cellsOf(row: Row): string[] {
  const threads = String(row.threads);
  if ("error" in row) return [row.workload, row.peer, threads, "fails", "", "", "", "", "", "", "", ""];
  const { peerMs, peerSpread, oursMs, oursSpread, ratio, agrees, oursGflops, ofPeak, scaling } = row;
  return [
    row.workload,
    row.peer,
    row.peerThreads === row.threads ? threads : `${threads} : ${String(row.peerThreads)}`,
    formatNumber(peerMs),
    formatShare(peerSpread),
    formatNumber(oursMs),
    formatShare(oursSpread),
    formatNumber(ratio),
    agrees ? "yes" : "NO",
    oursGflops === undefined ? "" : oursGflops.toFixed(1),
    ofPeak === undefined ? "" : ofPeak.toFixed(2),
    scaling === undefined ? "" : scaling.toFixed(2),
  ];
}

/** All rows as a table, and below it what failed and why. */
export function resultTable(rows: readonly Row[]): string {
  const table = formatTable([heads, ...rows.map(cellsOf)], [0, 1]);
  const failures = failuresOf(rows);
  return failures.length === 0 ? table : `${table}\n\n${failures.join("\n")}`;
}

/** One line for each comparison that failed or disagreed. */
export function failuresOf(rows: readonly Row[]): string[] {
  return rows.flatMap((row) => {
    if ("error" in row) return [`${row.workload} ${row.peer} fails: ${row.error.split("\n")[0] ?? ""}`];
    return row.agrees ? [] : [`${row.workload} ${row.peer} disagrees by ${row.difference.toExponential(1)}`];
  });
}

function formatNumber(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value.toPrecision(3);
}

function formatShare(value: number): string {
  return `${(100 * value).toFixed(0)} %`;
}
