/** Which blocks of the documentation run in a page. */
import { describe, expect, it } from "vitest";
import { blocks } from "../../../docs/blocks.ts";
import { entryPoints } from "../src/reference/entry-points.ts";
import { blockKind, hindranceOfModule } from "../src/runnable/runs-in-page.ts";

const program = { kind: "program" };
const elsewhere = (why: string) => ({ kind: "elsewhere", why });
const none = { kind: "none" };

describe("a block", () => {
  it.each([
    ['import { add } from "@rensa/ops";\nconsole.log(add);', program],
    ['import { sgd } from "rensa";\nconst optimizer = sgd(0.1);', program],
    ['import "rensa";\nfor (const x of [1]) console.log(x);', program],
    ['import { readFile } from "node:fs/promises";\nconsole.log(await readFile("a"));', elsewhere("node")],
    ['import { directoryStore } from "@rensa/optim/node";\ndirectoryStore("a");', elsewhere("node")],
    ['import { digits } from "@rensa/digits";\nawait digits();', elsewhere("node")],
    ['import type { Digits } from "@rensa/digits";\nimport { sgd } from "rensa";\nsgd(1);', program],
    ['import { describeOp } from "@rensa/conformance";\ndescribeOp({});', elsewhere("test")],
    ['import { prefetchInWorker } from "@rensa/data";\nawait prefetchInWorker("a");', elsewhere("thread")],
    ['import { sgd } from "rensa";\nnew Worker("a");\nsgd(1);', elsewhere("thread")],
    ['import { sgd } from "rensa";\nconst r = await (async () => (await fetch("a")).json())();', elsewhere("network")],
    ['import { sgd } from "rensa";\nconsole.log(process.argv);', elsewhere("node")],
    ['import { Component } from "@angular/core";\nnew Component();', elsewhere("package")],
    ['import { sgd } from "rensa";\nimport { model } from "./model.ts";\nsgd(model);', elsewhere("package")],
    ['import { of } from "rxjs";\nof(1).subscribe();', program],
    // Names in types, texts and members are not uses of what they name.
    [
      'import { sgd } from "rensa";\nfunction f(w: Worker) { return w; }\nf.process;\nconsole.log("fetch(", sgd);',
      program,
    ],
    // What prints nothing and does nothing has nothing to run.
    ['import { add } from "@rensa/ops";', none],
    ['import type { Tensor } from "rensa";\ninterface Model { readonly x: Tensor }', none],
    ["function add(x: Tensor, y: Tensor): Tensor;", none],
    ['import { add } from "@rensa/ops";\nexport const twice = (x: Tensor) => add(x, x);', none],
    ["console.log(1);", none],
    ["", none],
    ["import {", none],
  ])("%j is %j", (code, kind) => {
    expect(blockKind(code)).toEqual(kind);
  });

  it("of the documentation mostly runs, and says why where it does not", () => {
    const kinds = blocks.map(({ code }) => blockKind(code));
    const count = (kind: string): number => kinds.filter((each) => each.kind === kind).length;
    expect(count("program")).toBeGreaterThan(600);
    expect(count("elsewhere")).toBeLessThan(count("program") / 10);
  });

  it("that runs imports nothing but what pages have", () => {
    const known = new Set(["rxjs", ...entryPoints().map(({ specifier }) => specifier)]);
    for (const { name, code } of blocks.filter((each) => blockKind(each.code).kind === "program")) {
      for (const [, specifier = ""] of code.matchAll(/^import (?!type)[^"]*"([^"]+)"/gm)) {
        expect(known.has(specifier) && hindranceOfModule(specifier) === null, `${name} imports ${specifier}`).toBe(
          true,
        );
      }
    }
  });
});
