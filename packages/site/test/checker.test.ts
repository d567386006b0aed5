/** What the editor says of programs: TypeScript's judgement, with declarations that came as texts. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeChecker } from "../src/runnable/checker/make-checker.ts";

const folder = dirname(createRequire(import.meta.url).resolve("typescript/lib/lib.d.ts"));
const library = readFileSync(join(folder, "lib.es5.d.ts"), "utf8");

const checker = makeChecker({
  files: {
    "/lib/lib.es5.d.ts": library,
    "/packages/made/src/index.d.ts": 'export { make } from "./make.ts";\nexport type { Made } from "./kinds";\n',
    "/packages/made/src/make.d.ts":
      'import type { Made } from "./kinds/index.js";\n/** Makes one of a size. */\nexport declare function make(size: number): Made;\n',
    "/packages/made/src/kinds/index.d.ts": "export interface Made { readonly size: number }\n",
  },
  modules: { made: "/packages/made/src/index.d.ts" },
  libraries: ["/lib/lib.es5.d.ts"],
});

const begin = 'import { make } from "made";\n';

describe("a program in the editor", () => {
  it.each([
    [`${begin}const size: number = make(1).size;`, []],
    [`${begin}const size: string = make(1).size;`, ["Type 'number' is not assignable to type 'string'."]],
    ['import { nothing } from "made";', [`Module '"made"' has no exported member 'nothing'.`]],
    [
      'import "./other.ts";\nimport { a } from "lodash";',
      ["Cannot find module 'lodash' or its corresponding type declarations."],
    ],
    ["const x = ;", ["Expression expected."]],
    ["", []],
  ])("%j has these errors: %j", (code, messages) => {
    expect(checker.check(code).map(({ message }) => message)).toEqual(expect.arrayContaining([...messages]));
    if (messages.length === 0) expect(checker.check(code)).toEqual([]);
  });

  it("has its errors where they are", () => {
    const code = `${begin}make("one");`;
    const [error] = checker.check(code);
    expect(code.slice(error?.from, error?.to)).toBe('"one"');
  });

  it("is judged anew where it has changed, and as before where it has changed back", () => {
    expect(checker.check(`${begin}make(1);`)).toEqual([]);
    expect(checker.check(`${begin}make();`)).toHaveLength(1);
    expect(checker.check(`${begin}make(1);`)).toEqual([]);
  });
});

describe("names to complete", () => {
  it("are the members of what stands before the point", () => {
    const code = `${begin}make(1).si`;
    const found = checker.propose(code, code.length);
    expect(found).toEqual({ from: code.length - 2, proposals: [{ name: "size", kind: "property" }] });
    expect(checker.explainProposal(code, code.length, "size")?.type).toBe("(property) Made.size: number");
    expect(checker.explainProposal(code, code.length, "nothing")).toBe(null);
  });

  it("are modules inside of an import", () => {
    expect(checker.propose('import { make } from "ma', 24)).toEqual({
      from: 22,
      proposals: [{ name: "made", kind: "module" }],
    });
  });

  it("are none where nothing is a name", () => {
    expect(checker.propose("1.", 2)?.proposals ?? []).toEqual([]);
  });
});

describe("a name", () => {
  it("is explained by its type and by its docstring", () => {
    const code = `${begin}make(1);`;
    const at = begin.length + 1;
    expect(checker.explain(code, at)).toEqual({
      from: begin.length,
      to: begin.length + 4,
      type: "(alias) make(size: number): Made\nimport make",
      text: "Makes one of a size.",
    });
    expect(checker.explain(code, code.length)).toBe(null);
    expect(checker.explain(code, 10_000)).toBe(null);
  });
});
