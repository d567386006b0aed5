/** What is printed and drawn, also of names that would steer what reads it. */
import { f64, scope, trace } from "@rensa/core";
import { add, mul, sin, sum, tanh } from "@rensa/ops";
import { describe, expect, it, vi } from "vitest";
import {
  drawExplanation,
  drawGraph,
  explain,
  formatExplanation,
  printExplanationDot,
  printExplanationLatex,
  printExplanationMermaid,
} from "../src/index.ts";
import { article, articleInputs } from "./article.ts";

const found = explain(article, { inputs: articleInputs, weight: "w1", index: [0, 0] });

/** Names that a file may give. */
const hostile = [
  "<script>alert(1)</script>",
  `"quoted" 'too'`,
  "]]> --> <!--",
  "a\\b{c}_d^e~f#g$h%i&j",
  "line\nbreak\r\u2028",
  "\u202Eturned\u001b[31m",
  'x"]; click v0 "javascript:alert(1)',
  "&lt;b&gt; #quot; `md` **bold**",
];

function explained(name: string) {
  const traced = trace({ [name]: f64(2) }, (inputs) => ({
    loss: sum(tanh(inputs[name] as never)),
    [`${name} too`]: sin(inputs[name] as never),
  }));
  return { traced, found: explain(traced, { inputs: { [name]: [1, 2] }, weight: name, loss: "loss", index: [1] }) };
}

/** The names of elements in an SVG, whose tags must nest. */
function elementsOf(svg: string): readonly string[] {
  const open: string[] = [];
  const all: string[] = [];
  for (const [, close, name = "", self] of svg.matchAll(/<(\/?)([a-zA-Z!?][^\s/>]*)[^<>]*?(\/?)>/g)) {
    if (close === "/") expect(open.pop()).toBe(name);
    else {
      all.push(name);
      if (self !== "/") open.push(name);
    }
  }
  expect(open).toEqual([]);
  // Nothing but tags begins with a bracket.
  expect(svg.match(/</g)?.length).toBe([...svg.matchAll(/<\/?[a-z]+[^<>]*>/gi)].length);
  return [...new Set(all)].sort();
}

const allowed = ["desc", "g", "polygon", "polyline", "rect", "style", "svg", "text", "title"];

describe("names from a file", () => {
  it.each(hostile)("%j are text in every language", async (name) => {
    const { traced, found: of } = explained(name);
    for (const svg of [await drawExplanation(of), await drawGraph(traced, { title: name, explanation: of })]) {
      expect(elementsOf(svg).filter((element) => !allowed.includes(element))).toEqual([]);
      expect(svg).not.toMatch(/<[^>]*\s(on\w+|href|src)=/i);
    }
    expect(formatExplanation(of, { steps: true }).split("\n")).toHaveLength(1 + 1 + 2);
    // A line for each: two braces, three values, two steps.
    const dot = printExplanationDot(of).split("\n");
    expect(dot).toHaveLength(3 + 3 + 2);
    for (const line of dot.slice(2, -1)) expect(line).toMatch(/^ {2}v\d( -> v\d)? \[label="([^"\\\n]|\\["\\])*"\]$/);
    const mermaid = printExplanationMermaid(of).split("\n");
    expect(mermaid).toHaveLength(1 + 3 + 2);
    for (const line of mermaid.slice(1)) {
      expect(line).toMatch(/^ {2}v\d(\["[^"`<>[\]{}]*"\]| -- "[^"`<>[\]{}]*" --> v\d)$/);
      // Every # begins a number of a sign.
      expect(line.replaceAll(/#\d+;/g, "")).not.toMatch(/[#;]/);
    }
    const latex = printExplanationLatex(of);
    expect(latex).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u2028\u202e]/);
    const braces = latex.replaceAll(/\\[{}\\]/g, "").match(/[{}]/g) ?? [];
    const depth = braces.reduce((at, sign) => at + (sign === "{" ? 1 : -1), 0);
    expect(depth).toBe(0);
    expect(latex.replaceAll(/\\[#$%_]/g, "")).not.toMatch(/[#$%]/);
  });
});

describe("the article's paths", () => {
  it("are a flowchart", () => {
    expect(printExplanationMermaid(found, { digits: 2 })).toMatchInlineSnapshot(`
      "flowchart LR
        v0["w1#91;0,0#93; = 0.5"]
        v1["a1#91;0,0#93; = -0.7"]
        v2["z1#91;0,0#93; = -0.6"]
        v3["a2#91;0,0#93; = -0.48"]
        v4["z2#91;0,0#93; = -0.44"]
        v5["product#91;0,0#93; = -0.15"]
        v6["prediction = -0.15"]
        v7["error = -0.4"]
        v8["square#95;7 = 0.16"]
        v9["loss = 0.079"]
        v10["a2#91;0,1#93; = -0.24"]
        v11["z2#91;0,1#93; = -0.24"]
        v0 -- "matmul: 1" --> v1
        v1 -- "tanh: 0.63" --> v2
        v2 -- "matmul: 0.7" --> v3
        v3 -- "tanh: 0.8" --> v4
        v4 -- "matmul: 0.6" --> v5
        v5 -- "reshape: 1" --> v6
        v6 -- "sub: 1" --> v7
        v7 -- "square: -0.8" --> v8
        v8 -- "mul: 0.5" --> v9
        v2 -- "matmul: -0.4" --> v10
        v10 -- "tanh: 0.94" --> v11
        v11 -- "matmul: -0.5" --> v5"
    `);
  });

  it("are a sum of products in LaTeX", () => {
    expect(printExplanationLatex(explain(article, { inputs: articleInputs, weight: "w2", index: [0, 0] })))
      .toMatchInlineSnapshot(`
      "\\begin{aligned}
      \\frac{\\partial \\text{loss}}{\\partial \\text{w2}_{0,0}}
      &= \\frac{\\partial \\text{loss}}{\\partial \\text{square\\_7}} \\cdot \\frac{\\partial \\text{square\\_7}}{\\partial \\text{error}} \\cdot \\frac{\\partial \\text{error}}{\\partial \\text{prediction}} \\cdot \\frac{\\partial \\text{prediction}}{\\partial \\text{product}_{0,0}} \\cdot \\frac{\\partial \\text{product}_{0,0}}{\\partial \\text{z2}_{0,0}} \\cdot \\frac{\\partial \\text{z2}_{0,0}}{\\partial \\text{a2}_{0,0}} \\cdot \\frac{\\partial \\text{a2}_{0,0}}{\\partial \\text{w2}_{0,0}} \\\\
      &= 0.5 \\cdot 2 \\cdot \\text{error} \\cdot 1 \\cdot 1 \\cdot \\text{w3}_{0,0} \\cdot \\left(1 - \\tanh\\left(\\text{a2}_{0,0}\\right)^{2}\\right) \\cdot \\text{z1}_{0,0} \\\\
      &= 0.1158
      \\end{aligned}"
    `);
  });

  it("are drawn with their title, their text for those who do not see them, and the largest highlighted", async () => {
    const svg = await drawExplanation(found);
    expect(elementsOf(svg)).toEqual(allowed);
    expect(svg).toContain("<title>∂loss/∂w1[0,0] = -0.133</title>");
    expect(svg).toContain("over 2 paths");
    expect(svg.match(/stroke="var\(--rensa-path, #d9480f\)" stroke-width="2" stroke-opacity/g)).toHaveLength(9);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    // Labels stand beside their arrows, not in a corner.
    expect(svg).not.toMatch(/<text x="0"/);
    expect(svg).not.toMatch(/https?:(?!\/\/www\.w3\.org\/2000\/svg")/);
  });
});

describe("a graph", () => {
  const scoped = trace({ x: f64(2), w: f64(2) }, ({ x, w }) =>
    scope("outer", () =>
      add(
        scope("inner", () => mul(sin(x), w)),
        tanh(w),
      ),
    ),
  );

  it("is drawn with its scopes collapsed, or opened level by level", async () => {
    const texts = async (open: number) =>
      [
        ...(await drawGraph(scoped, { open })).matchAll(
          /font-weight="(?:600|400)" text-anchor="middle"[^>]*>([^<]*)</g,
        ),
      ].map(([, text]) => text);
    expect(await texts(0)).toEqual(["x", "f64[2]", "w", "f64[2]", "outer", "4 ops", "output"]);
    expect((await texts(1)).filter((text) => text !== "f64[2]")).toEqual([
      "x",
      "w",
      "outer/inner",
      "2 ops",
      "tanh",
      "add",
      "output",
    ]);
    expect((await texts(Infinity)).filter((text) => text !== "f64[2]")).toEqual([
      "x",
      "w",
      "sin",
      "mul",
      "tanh",
      "add",
      "output",
    ]);
  });

  it("without an op, or without anything, is drawn too", async () => {
    expect(await drawGraph(trace({ x: f64() }, ({ x }) => x))).toContain("f64[]");
    expect(elementsOf(await drawGraph(trace({}, () => ({}))))).toContain("svg");
  });

  it("of too many boxes is refused, and collapsed it is not", async () => {
    const many = (inside: boolean) =>
      trace({ x: f64() }, ({ x }) => {
        const body = () => Array.from({ length: 1100 }).reduce((value: typeof x) => sin(value), x);
        return inside ? scope("all", body) : body();
      });
    await expect(drawGraph(many(false))).rejects.toThrow(/1102 boxes/);
    expect(await drawGraph(many(true))).toContain("1100 ops");
  });

  it("is drawn in a worker, which keeps its messages and gets no document", async () => {
    vi.stubGlobal("self", globalThis);
    const onmessage = vi.fn();
    vi.stubGlobal("onmessage", onmessage);
    try {
      expect(elementsOf(await drawGraph(scoped))).toContain("svg");
      expect(globalThis.onmessage).toBe(onmessage);
      expect("document" in globalThis).toBe(false);
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
