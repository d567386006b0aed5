/** The docstrings of all that the packages export, read as the site reads them. */
import { describe, expect, it } from "vitest";
import { canThrow } from "../src/reference/completeness/can-throw.ts";
import { faultsOf, gapsIn } from "../src/reference/completeness/gaps.ts";
import { entryPoints } from "../src/reference/entry-points.ts";
import { internalTypeFaults } from "../src/reference/internal-types.ts";
import { readSources } from "../src/reference/read-sources.ts";
import { exportedSymbols } from "../src/reference/symbols.ts";

const doors = entryPoints();
const symbols = exportedSymbols(await readSources(doors), doors);

describe("every exported name", () => {
  it("says what it is, what it takes and refuses, and shows it with a result", () => {
    expect(symbols.length).toBeGreaterThan(1500);
    expect(faultsOf(gapsIn(symbols, canThrow))).toEqual([]);
  });

  it("is declared by types that have a page themselves", () => {
    expect(internalTypeFaults(symbols)).toEqual([]);
  });

  it("stands once", () => {
    const pages = symbols.map(({ page }) => page.toLowerCase());
    expect(pages.filter((page, at) => pages.indexOf(page) < at)).toEqual([]);
  });
});
