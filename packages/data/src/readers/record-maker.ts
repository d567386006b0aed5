/** Records of columns that are known beforehand. */

/**
 * A function that makes the record of a row, with properties in the order of the names.
 *
 * The first stores are written out, since an engine is several times as fast where a store has one name always.
 */
export function recordMaker(
  names: readonly string[],
): (cells: readonly (readonly unknown[])[], row: number) => Record<string, unknown> {
  // A store under this name would change what the record inherits.
  if (names.includes("__proto__"))
    return (cells, row) => Object.fromEntries(names.map((name, at) => [name, cells[at]?.[row]]));
  const count = names.length;
  const [a = "", b = "", c = "", d = "", e = "", f = "", g = "", h = ""] = names;
  return (cells, row) => {
    const record: Record<string, unknown> = {};
    if (count > 0) record[a] = cells[0]?.[row];
    if (count > 1) record[b] = cells[1]?.[row];
    if (count > 2) record[c] = cells[2]?.[row];
    if (count > 3) record[d] = cells[3]?.[row];
    if (count > 4) record[e] = cells[4]?.[row];
    if (count > 5) record[f] = cells[5]?.[row];
    if (count > 6) record[g] = cells[6]?.[row];
    if (count > 7) record[h] = cells[7]?.[row];
    for (let at = 8; at < count; at++) record[names[at] ?? ""] = cells[at]?.[row];
    return record;
  };
}
