/** Graphs that are loaded: what they may not say, and that the others are what they were. */
import { describe, expect, it } from "vitest";
import { printGraph } from "../graph/print.ts";
import { parseGraph } from "../graph/parse.ts";
import { defineOp } from "../op/define-op.ts";
import type { Tensor } from "../op/tensor.ts";
import { refuses } from "../../test/refusal.ts";
import { loadGraph } from "./load.ts";
import { registry } from "./registry.ts";

const plus = defineOp({ name: "plus", inputs: ["a", "b"], forward: { scalar: ([a, b]) => a.add(b) } });
const scaled = defineOp({ name: "scaled", attributes: { by: 2 }, forward: { scalar: ([x], { by }) => x.mul(by) } });
const broken = defineOp({
  name: "broken",
  forward: { scalar: ([x]) => x },
  check: () => {
    throw new TypeError("oh");
  },
});
/** How often the elements of an output of `copies` were asked for. */
let asked = 0;
const copies = defineOp({
  name: "copies",
  attributes: { count: 2 },
  forward: {
    loops: ([x], { count }) =>
      Array.from({ length: count }, () => ({
        shape: [...x.shape],
        element: (...at) => {
          asked++;
          return x.at(...at);
        },
      })),
  },
  nonDifferentiable: "it is counted",
  call: (apply) => (x: Tensor) => apply.all([x]),
});
const ops = registry({ name: "tests", version: "1.2.0", ops: { plus, scaled, broken, copies } });

const text = (body: string, result = "y", uses = ""): string =>
  `graph(x: f32[2], z: f32[3])${uses} {\n  ${body}\n  return output = ${result}\n}`;
const load = (given: string) => () => loadGraph(parseGraph(given), ops);

describe("a graph is refused", () => {
  refuses({
    "of an unknown op": ["OP_UNKNOWN", load(text("y: f32[2] = minus(x, x)"))],
    "whose op has an input too few": [
      'GRAPH_INVALID "y" cannot be what the graph says. plus: takes 2 inputs (a, b), not 1.',
      load(text("y: f32[2] = plus(x)")),
    ],
    "whose op refuses its inputs": [
      'GRAPH_INVALID "y" cannot be what the graph says. plus: [2] and [3] do not broadcast',
      load(text("y: f32[2] = plus(x, z)")),
    ],
    "whose op fails": [
      'GRAPH_INVALID "y" cannot be what the graph says. broken: its check threw TypeError: oh',
      load(text("y: f32[2] = broken(x)")),
    ],
    "of another type than its op has": ["GRAPH_INVALID", load(text("y: f32[3] = plus(x, x)"))],
    "with an attribute of another kind": [
      'ATTRIBUTE_INVALID scaled: the attribute "by" is "2"',
      load(text('y: f32[2] = scaled(x) { by: "2" }')),
    ],
    "without an attribute": ["ATTRIBUTE_INVALID", load(text("y: f32[2] = scaled(x)"))],
    "that is none": ["GRAPH_INVALID loadGraph: the graph", () => loadGraph({} as never, ops)],
    "with a name that has an empty part": [
      'GRAPH_INVALID the output "a..b" has an empty part',
      load('graph(x: f32[2]) { return "a..b" = x, c = x }'),
    ],
    "with a name that is another's place": ["GRAPH_INVALID", load('graph(x: f32[2]) { return a = x, "a.b" = x }')],
    "with a name that is too deep": [
      "GRAPH_INVALID has a name of 501 parts; the limit of depth is 500",
      load(`graph(x: f32[2]) { return c = x, "${new Array<string>(501).fill("a").join(".")}" = x }`),
    ],
  });

  it("of other outputs than its op gives before anything is asked of each of them", () => {
    asked = 0;
    expect(load(text("y: (f32[2], f32[2]) = copies(x) { count: 100000 }", "y#0"))).toThrow(
      "the graph has 2 values of it, residuals included, and the op gives 100000",
    );
    expect(asked).toBe(0);
  });

  it("and no other: it is what it was, its names nested again", () => {
    const given = text("y: f32[2] = plus(x, x)\n  w: f32[2] = scaled(y) { by: 3 }", "w");
    const loaded = load(given)();
    expect(parseGraph(printGraph(loaded.graph))).toEqual(parseGraph(given));
    expect(loaded.spec).toMatchObject({ x: { shape: [2], dtype: "f32" }, z: { shape: [3] } });
    expect([...loaded.definitions.keys()].sort()).toEqual(["plus", "scaled"]);
    const nested = load('graph("a.x": f32[2], "a.y": f32[3]) { return "b.c" = "a.x", d = "a.y" }')();
    expect(nested.spec).toEqual({ a: { x: { shape: [2], dtype: "f32" }, y: { shape: [3], dtype: "f32" } } });
    expect(nested.result).toEqual({ b: { c: { shape: [2], dtype: "f32" } }, d: { shape: [3], dtype: "f32" } });
    const deep = new Array<string>(500).fill("a").join(".");
    expect(load(`graph(x: f32[2]) { return c = x, "${deep}" = x }`)).not.toThrow();
  });
});
