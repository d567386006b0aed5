/** Runs every block of the documentation, and compares what it prints with what its comments say. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { blocks, root } from "./blocks.ts";
import { isStated, show, statedResults, tellingLines } from "./results.ts";

// Inside a package that has rxjs, so that blocks can import it.
const folder = new URL("packages/optim/.cache/examples/", root);

// What makes tests cannot run in one; packages/conformance/test/guide.test.ts runs those of the guide.
const runnable = blocks.filter(({ code }) => !/describe(Op|Plugin)\(/.test(code));

describe("an example does what it says:", () => {
  beforeAll(() => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    vi.spyOn(console, "log").mockImplementation(() => undefined);
  });
  afterAll(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
    rmSync(folder, { recursive: true, force: true });
  });

  it("there are many", () => {
    expect(runnable.length).toBeGreaterThan(150);
    expect(runnable.flatMap(({ code }) => [...statedResults(code)]).length).toBeGreaterThan(150);
  });

  it.each(runnable)("$name", async ({ name, code }) => {
    const file = new URL(`${name.replaceAll(/[^a-z0-9]+/gi, "-")}.ts`, folder);
    const printed = new Map<number, unknown[][]>();
    // A name of its own, since a training that another block began may still print.
    const told = `tell_${name.replaceAll(/\W/g, "_")}`;
    vi.stubGlobal(told, (line: number, ...values: unknown[]) => {
      printed.set(line, [...(printed.get(line) ?? []), values]);
    });
    writeFileSync(file, `${tellingLines(code, told)}\nexport {};\n`);
    await import(file.href);
    for (const [line, stated] of statedResults(code)) {
      const found = printed.get(line) ?? [];
      const shown = found.map((values) => values.map(show).join(" ")).join(", ");
      expect(isStated(stated, found), `line ${String(line + 1)} says ${stated}, and prints ${shown}`).toBe(true);
    }
  });
});

describe("a result in a comment", () => {
  it.each([
    ["Float32Array [0.1, 2]", [[Float32Array.of(0.1, 2)]], true],
    ["Float32Array [0.1, 3]", [[Float32Array.of(0.1, 2)]], false],
    ["Int32Array [1]", [[Float32Array.of(1)]], false],
    ["[0, 1.41...]", [[[0, Math.SQRT2]]], true],
    ["[0, 1.42...]", [[[0, Math.SQRT2]]], false],
    ["0.33333", [[1 / 3]], false],
    ['"Ada" 36', [["Ada", 36]], true],
    ["1, 4, 16", [[1], [4], [16]], true],
    ["1, 4", [[1], [4], [16]], false],
    ['{ shape: [2], dtype: "f32" }', [[{ shape: [2], dtype: "f32" }]], true],
    ["true", [[false]], false],
    ["1", [], false],
  ] as const)("%s is what is printed, or is not: %j %s", (stated, printed, is) => {
    expect(isStated(stated, printed)).toBe(is);
  });

  it("belongs to the call before it, also where that has several lines", () => {
    const code = "console.log(\n  long,\n); // 1\n  console.log(2); // 2\nconsole.log(3);";
    expect([...statedResults(code)]).toEqual([
      [0, "1"],
      [3, "2"],
    ]);
  });

  it("stands below its call where it has several lines, and the paragraph ends with it", () => {
    const code = "console.log(text);\n// one\n//\n//   two\n\nconsole.log(1);\n// about what follows\nconst x = 1;";
    expect([...statedResults(code)]).toEqual([[0, "one\n\n  two"]]);
    expect(isStated("one\n\n  two", [["one\n\n  two"]])).toBe(true);
    expect(isStated("one\n\n  two", [["one\n\n  three"]])).toBe(false);
  });
});
