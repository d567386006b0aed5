/** The checks find what they are there for. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { differences } from "../src/bundle/differences.ts";
import { faultsOf } from "../src/pack/check-tarballs.ts";
import { write } from "../src/project.ts";
import { faultsOf as unanswered } from "../src/stranger/answers.ts";
import { exportedAny } from "../src/types/exported-any.ts";

const folder = mkdtempSync(join(tmpdir(), "rensa-outside-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("the search for any", () => {
  it("finds it in parameters, results, properties and type arguments, and names the path", () => {
    const declarations = `
      export declare function given(value: any): void;
      export declare function made(): Promise<any>;
      export interface Held { readonly inner: { readonly value: any }; }
      export declare const fine: (x: unknown) => Iterable<number>;
    `;
    const name = "@rensa/sample";
    const home = join(folder, "node_modules", name);
    write(
      join(home, "package.json"),
      JSON.stringify({ name, type: "module", exports: { types: "./dist/index.d.ts" } }),
    );
    write(join(home, "dist", "index.d.ts"), declarations);
    write(join(folder, "package.json"), '{ "type": "module" }');
    const file = join(folder, "entry-points.ts");
    write(file, `import * as sample from "${name}";\nexport default sample;\n`);
    expect([...exportedAny(file, [name])].sort()).toEqual([
      `${name}: Held.inner.value`,
      `${name}: given(value)`,
      `${name}: made()<>`,
    ]);
  });
});

describe("the rules of tarballs", () => {
  it("name what is missing and what is too much", () => {
    const home = join(folder, "tarball");
    write(join(home, "README.md"), "# A package without a program\n");
    write(join(home, "dist", "index.js"), "export {};\n");
    write(join(home, "dist", "op.samples.js"), "export {};\n");
    write(join(home, "dist", "op.samples.js.map"), JSON.stringify({ sources: ["../src/op.samples.ts"] }));
    const dependencies = { rxjs: "^7.8.0", mnist: "1.1.0" };
    const manifest = { name: "@rensa/data", version: "0.0.0", dependencies };
    const faults = faultsOf({ path: "", folder: home, manifest }).join("\n");
    const found = ["README", "LICENSE", "license", "repository", "keywords", "rxjs", "mnist", "has no source map"];
    for (const word of [...found, "nothing for users", "without its sources"]) expect(faults).toContain(word);
  });
});

describe("two runs of the app", () => {
  const expected = { backend: "wasm", threads: 1, notices: [], usual: [1], strict: [2], js: [3] };

  it("agree to the bit, where an engine without relaxed SIMD rounds strictly", () => {
    expect(differences(expected, expected)).toEqual([]);
    expect(differences({ ...expected, usual: [2] }, expected)).toEqual([]);
    expect(differences({ ...expected, backend: "js", usual: [3], strict: null }, expected)).toEqual([]);
  });

  it("differ where one number does, or where there is a notice", () => {
    expect(differences({ ...expected, js: [3 + 2 ** -51] }, expected)).toHaveLength(1);
    expect(differences({ ...expected, usual: [3] }, expected)).toHaveLength(1);
    expect(differences({ ...expected, notices: ["slow"] }, expected)).toHaveLength(1);
    expect(differences({ ...expected, strict: [Number.NaN] }, expected)).toHaveLength(1);
  });
});

describe("a mistake", () => {
  const mistake = { name: "a sign", says: ["vjp", "element 0"] };
  const failing = (message: string) => [
    { ancestorTitles: ["a sign", "tide_surge"], title: "has gradients", status: "failed", failureMessages: [message] },
  ];
  const answer = "tide_surge of a matrix, vjp: element 0 is 1 instead of 2";

  it("is answered by the sentence that it is to have, with the line where something is thrown", () => {
    expect(unanswered([mistake], failing(answer))).toEqual([]);
    expect(unanswered([mistake], failing(`${answer}: RensaError\n written at /a/mistakes/in-forwards.ts:3`))).toEqual(
      [],
    );
  });

  it("is not answered by nothing, by another sentence, or without its op or line", () => {
    expect(unanswered([mistake], [])).toHaveLength(1);
    expect(unanswered([{ ...mistake, name: "another" }], failing(answer))).toHaveLength(1);
    for (const message of ["tide_surge, vjp: no", answer.replace("surge", "op"), `${answer}: RensaError`])
      expect(unanswered([mistake], failing(message))).toHaveLength(1);
  });
});
