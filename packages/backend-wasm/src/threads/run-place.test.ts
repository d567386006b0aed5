/** Where a page has programs run. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RunPlace } from "./run-place.ts";

const instructions = (milliseconds: number): number => milliseconds * 3_000_000;

/** Runs that take these milliseconds in either place: in which place each was. */
function places(cost: number, page: number, workers: number): readonly string[] {
  const place = new RunPlace(cost);
  return Array.from({ length: 20 }, (_, run) => {
    const where = place.isPage ? "page" : "workers";
    // The first run in a place takes longer: it is compiled, workers are started.
    place.took((place.isPage ? page : workers) * (run % 4 === 0 ? 3 : 1));
    return where;
  });
}

describe("a program on a page", () => {
  it("is run where its first runs were quicker, and never by the page where that would be noticed", () => {
    const duration = fc.double({ min: 0.1, max: 100, noNaN: true });
    fc.assert(
      fc.property(duration, duration, (page, workers) => {
        const last = places(instructions(1), page, workers).at(-1);
        expect(last).toBe(page <= workers && page < 8 ? "page" : "workers");
      }),
    );
  });

  it("is not tried where its cost says enough", () => {
    expect(new Set(places(instructions(0.01), 0.01, 0.001))).toEqual(new Set(["page"]));
    expect(new Set(places(instructions(50), 1, 100))).toEqual(new Set(["workers"]));
    expect(new Set(places(Infinity, 1, 100))).toEqual(new Set(["workers"]));
  });

  it("leaves the page at once where its first run was long", () => {
    expect(places(instructions(1), 20, 30).slice(0, 2)).toEqual(["page", "workers"]);
  });
});
