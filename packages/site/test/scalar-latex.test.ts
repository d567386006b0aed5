/** Formulas of ops. */
import katex from "katex";
import { Scalar, select } from "@rensa/core";
import { describe, expect, it } from "vitest";
import { collectSamples } from "../../ops/reference/collect.ts";
import { formulaOf } from "../src/ops/sampled-op.ts";
import { scalarLatex } from "../src/ops/scalar-latex.ts";

const local = (name: string): Scalar => new Scalar({ kind: "local", name }, "f32");
const [x, y] = [local("x"), local("y")];

describe("formulas", () => {
  it.each([
    [x.add(y).mul(2), "\\left(x + y\\right) \\cdot 2"],
    [x.sub(y.sub(1)), "x - \\left(y - 1\\right)"],
    [x.mul(y).add(1), "x \\cdot y + 1"],
    [x.add(1).neg(), "-\\left(x + 1\\right)"],
    [x.neg().pow(2), "\\left(-x\\right)^{2}"],
    [x.pow(y.add(1)), "x^{y + 1}"],
    [x.div(y.add(1)), "\\frac{x}{y + 1}"],
    [x.mul(-0.5), "x \\cdot \\left(-0.5\\right)"],
    [x.mul(1e-7), "x \\cdot 1 \\cdot 10^{-7}"],
    [select(x.gt(0), x, 0), "\\begin{cases}x & \\text{if } 0 < x\\\\0 & \\text{else}\\end{cases}"],
    [x.max(y), "\\max\\left(x, y\\right)"],
    [x.abs().add(x.floor()), "\\left|x\\right| + \\left\\lfloor x \\right\\rfloor"],
    [x.exp().pow(2), "\\left(e^{x}\\right)^{2}"],
    [x.mul(Math.PI), "x \\cdot \\pi"],
    [x.mul(1.0507009873554805), "x \\cdot 1.0507009873554805"],
    [x.sin(), "\\sin\\left(x\\right)"],
    [local("weights").exp(), "e^{\\mathrm{weights}}"],
  ])("has brackets where they are needed", (scalar, expected) => {
    expect(scalarLatex(scalar)).toBe(expected);
  });

  it("takes no time where parts are shared again and again", () => {
    let shared = x;
    for (let at = 0; at < 200; at++) shared = shared.add(shared);
    expect(scalarLatex(shared)).toBeNull();
  });

  it("is left out where it is too long to explain anything", () => {
    let long = x;
    for (let at = 0; at < 40; at++) long = long.mul(x).add(y);
    expect(scalarLatex(long)).toBeNull();
  });

  it("can be set for every scalar op that has one", async () => {
    const { families } = await collectSamples();
    const formulas = families.flatMap(({ ops }) => ops.map(formulaOf)).filter((formula) => formula !== null);
    expect(formulas.length).toBeGreaterThan(80);
    for (const formula of formulas) expect(() => katex.renderToString(formula, { throwOnError: true })).not.toThrow();
  });
});
