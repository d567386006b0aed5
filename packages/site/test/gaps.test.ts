/** What counts as missing in a docstring. */
import { describe, expect, it } from "vitest";
import { canThrow } from "../src/reference/completeness/can-throw.ts";
import { faultsOf, formatGaps, showsResult } from "../src/reference/completeness/gaps.ts";

describe("an example shows a result", () => {
  it.each([
    ["console.log(add(1, 2)); // 3", true],
    ["const sum = add(1, 2);", false],
    ["console.log(add(1, 2));", false],
    ["// it adds\nconst sum = add(1, 2);", false],
    ["console.log(text(1));\n// one\n// line more", true],
    ["console.log(text(1));\n// what is next\nconst sum = add(1, 2);", false],
  ])("%j: %s", (example, shows) => {
    expect(showsResult(example)).toBe(shows);
  });
});

describe("a function refuses something", () => {
  it.each([
    ["core/src/graph/shape.ts", "normalizeAxis", true],
    ["core/src/graph/shape.ts", "sameShape", false],
    ["core/src/graph/host-tensor.ts", "hostTensor", true],
    ["core/src/graph/host-tensor.ts", "nothing of that name", false],
  ])("%s %s: %s", (file, name, throws) => {
    expect(canThrow({ file, name })).toBe(throws);
  });
});

it("is told by package and part, and names what has to be mended", () => {
  const gaps = [
    { part: "summary", folder: "nn", what: "dense" },
    { part: "result", folder: "nn", what: "lstm" },
    { part: "parameter", folder: "core", what: "trace(body)" },
  ] as const;
  expect(
    formatGaps(gaps)
      .split("\n")
      .slice(1)
      .map((line) => line.split(/\s+/)),
  ).toEqual([
    ["core", "0", "1", "0", "0", "0"],
    ["nn", "1", "0", "0", "0", "1"],
    ["all", "1", "1", "0", "0", "1"],
  ]);
  expect(faultsOf(gaps)).toEqual([
    "nn: the docstring of dense lacks: summary",
    "nn: the docstring of lstm lacks: result",
    "core: the docstring of trace(body) lacks: parameter",
  ]);
  expect(formatGaps([])).toBe("");
});
