/** The rows of the support matrix. */

/** Reads them, by op and column. */
export function supportByOp(text: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const rows = new Map<string, ReadonlyMap<string, string>>();
  let titles: readonly string[] = [];
  for (const line of text.split("\n")) {
    if (!line.startsWith("|")) continue;
    const cells = line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim());
    const [first = "", ...others] = cells;
    if (first === "op") titles = others;
    else if (/^`.*`$/.test(first))
      rows.set(first.slice(1, -1), new Map(others.map((cell, at) => [titles[at] ?? "", cell])));
  }
  return rows;
}
