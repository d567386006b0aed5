/** The page of changes. */
import { describe, expect, it } from "vitest";
import { changesets, readChangeset, versionAfter } from "../src/guides/changelog.ts";

const bumped = (...bumps: readonly string[]) => bumps.map((bump) => readChangeset(`---\n"rensa": ${bump}\n---\n\nx\n`));

describe("a changeset", () => {
  it("names packages, and says what has changed", () => {
    const file = '---\n"rensa": minor\n"@rensa/core": patch\n---\n\nFirst.\n\nSecond.\n';
    expect(readChangeset(file)).toEqual({
      packages: new Map([
        ["rensa", "minor"],
        ["@rensa/core", "patch"],
      ]),
      text: "First.\n\nSecond.",
    });
  });

  it("is none without packages", () => {
    expect(() => readChangeset("---\n---\n\nx\n")).toThrow("names no package");
    expect(() => readChangeset("x")).toThrow("names no package");
  });

  it("of the repository says something", () => {
    expect(changesets().every(({ text }) => text.length > 20)).toBe(true);
  });
});

it.each([
  ["0.0.0", bumped("minor", "patch"), "0.1.0"],
  ["1.2.3", bumped("patch"), "1.2.4"],
  ["1.2.3", bumped("minor", "major"), "2.0.0"],
  ["1.2.3", [], "1.2.3"],
])("after %s the next version is that of the largest change", (version, waiting, next) => {
  expect(versionAfter(version, waiting)).toBe(next);
});
