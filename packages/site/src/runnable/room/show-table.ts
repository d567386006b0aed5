/** What `console.table` prints: a row for each record, with the columns under each other. */
import { showValue } from "./show-value.ts";

const mostRows = 100;

/** A table as text; `null` for what is none. */
export function showTable(value: unknown): string | null {
  if (typeof value !== "object" || value === null) return null;
  const entries = Object.entries(value).slice(0, mostRows);
  const records = entries.map(([key, row]) => [key, recordOf(row)] as const);
  const columns = [...new Set(records.flatMap(([, record]) => Object.keys(record)))];
  if (columns.length === 0) return null;
  const rows = records.map(([key, record]) => [
    key,
    ...columns.map((column) => (Object.hasOwn(record, column) ? cell(record[column]) : "")),
  ]);
  const lines = [["", ...columns.map((column) => (column === "" ? "value" : column))], ...rows];
  const widths = ["", ...columns].map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((text, at) => text.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** What is no record is one with a column that has no name. */
function recordOf(row: unknown): Readonly<Record<string, unknown>> {
  return typeof row === "object" && row !== null ? { ...row } : { "": row };
}

function cell(value: unknown): string {
  return typeof value === "string" ? value : showValue(value);
}
