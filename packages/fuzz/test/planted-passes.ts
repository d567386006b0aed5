/** Passes and rules that are wrong, and graphs on which they are. */
import { cond, defineOp, full, rule, scan, simplifyWith, type Pass, type Rule, type Tensor } from "@rensa/core";
import { hoistInvariants, shareCommon } from "@rensa/core/compiler";
import { referenceKey, type Graph, type GraphNode, type Reference } from "@rensa/core/graph";
import { add, cast, equal, exp, mul, sin, sub } from "@rensa/ops";
import { generator, type Generator } from "../src/generate/generator.ts";
import { call } from "../src/generate/workbench.ts";

/** A pass that is wrong, on graphs of certain steps. */
export interface PlantedPass {
  readonly mistake: string;
  readonly steps: readonly Generator[];
  readonly pass: Pass;
  /** What is said of it. */
  readonly says: RegExp;
}

let drawn = 0;
const draw = defineOp({
  name: "draw",
  forward: {
    host: {
      types: ([x]) => [x],
      run: (_, [y]) => {
        y?.data.fill(Math.sin(++drawn));
      },
    },
  },
  traits: { impure: true },
  nonDifferentiable: "it is drawn",
  call: (apply) => (x: Tensor) => apply([x]),
});

/** A step of one operand, whose elements stay small. */
const step = (name: string, make: (x: Tensor) => Tensor): Generator =>
  generator(name, (bench, choices) => {
    const x = bench.float(choices);
    return x && { tensor: make(x.tensor), bound: 8 };
  });

const sine = step("sine", (x) => call(sin, x));
const growth = step("growth", (x) => call(exp, x));
const gap = step("gap", (x) => call(sub, call(sin, x), x));
const itself = step("itself", (x) => call(cast, call(equal, x, x), "f32"));
const wide = step("wide", (x) => call(cast, call(sin, call(cast, x, "f64")), "f32"));
const draws = step("draws", (x) => call(add, draw(x), call(mul, draw(x), 3)));
const twice = step("twice", (x) => {
  const drawn = draw(x);
  return call(add, drawn, call(mul, drawn, 3));
});
const branch = step("branch", (x) =>
  cond(
    full([], 1, "bool"),
    () => call(sin, x),
    () => x,
  ),
);
const loop = step("loop", (x) => {
  const [last] = scan(x, {}, (carry: Tensor) => [call(mul, call(sin, carry), 0.5), {}], { length: 3 });
  return last;
});
const loopOfDraws = step("loop of draws", (x) => {
  const [last] = scan(x, {}, (carry: Tensor) => [call(add, call(mul, carry, 0.5), draw(x)), {}], { length: 3 });
  return last;
});
/** Reads, instead of what some nodes make, something else. */
function rewiring(name: string, which: (node: GraphNode, graph: Graph) => Reference | undefined): Pass {
  return {
    name,
    run: (graph) => ({
      replacements: new Map(
        Object.values(graph.nodes).flatMap((node) => {
          const other = which(node, graph);
          return other === undefined ? [] : [[referenceKey({ node: node.id, slot: 0 }), other] as const];
        }),
      ),
    }),
  };
}

/** Puts another node in the place of some. */
function changing(name: string, change: (node: GraphNode, graph: Graph) => Partial<GraphNode> | undefined): Pass {
  return {
    name,
    run: (graph) => {
      const found = Object.values(graph.nodes).flatMap((node) => {
        const changed = node.id.endsWith("_changed") ? undefined : change(node, graph);
        return changed === undefined ? [] : [{ node, other: { ...node, ...changed, id: `${node.id}_changed` } }];
      });
      return {
        additions: found.map(({ other }) => other),
        replacements: new Map(
          found.flatMap(({ node, other }) =>
            node.outputs.map((_, slot) => [referenceKey({ node: node.id, slot }), { node: other.id, slot }] as const),
          ),
        ),
        removals: found.map(({ node }) => node.id),
      };
    },
  };
}

const passOf = (wrong: Rule): Pass => simplifyWith([wrong]);
const operandOf = ({ op, inputs: [first] }: GraphNode): Reference | undefined => (op === "sin" ? first : undefined);
/** The graph of a program has a key among its inputs, the graphs of regions have what they read. */
const isInside = ({ inputs }: Graph): boolean => !inputs.includes("key");

const finiteGrowth = defineOp({ name: "finite_growth", forward: { scalar: ([x]) => x.exp().min(1e308) } });

/** A pass that takes draws for functions of their operands. */
const trusting = (pass: Pass): Pass => ({
  ...pass,
  run: (graph, { definitions }) => {
    const pure = [...definitions].map(([name, definition]) => [name, { ...definition, traits: {} }] as const);
    return pass.run(graph, { definitions: new Map(pure) });
  },
});

/** Draws once more for a product. */
const drawAgain: Pass = {
  name: "draw again",
  run: ({ nodes }) => {
    const product = Object.values(nodes).find(
      ({ op, inputs: [first] }) => op === "mul" && nodes[first?.node ?? ""]?.op === "draw",
    );
    const [first, ...rest] = product?.inputs ?? [];
    const drawing = nodes[first?.node ?? ""];
    if (product === undefined || drawing === undefined || drawing.id.endsWith("_again")) return {};
    const [again, changed] = [`${drawing.id}_again`, `${product.id}_changed`];
    return {
      additions: [
        { ...drawing, id: again },
        { ...product, id: changed, inputs: [{ node: again, slot: 0 }, ...rest] },
      ],
      replacements: new Map([[referenceKey({ node: product.id, slot: 0 }), { node: changed, slot: 0 }]]),
    };
  },
};

/** All of them. */
export const plantedPasses: readonly PlantedPass[] = [
  {
    mistake: "a pass exchanges operands",
    steps: [gap, sine],
    pass: changing("exchange", ({ op, inputs }) => (op === "sub" ? { inputs: inputs.toReversed() } : undefined)),
    says: /^Error: the pass "exchange" changed sub_\d+ \(sub\)/,
  },
  {
    mistake: "a rule forgets a function",
    steps: [gap, growth],
    pass: passOf(rule("sin(x) -> x", { op: sin, inputs: ["x"] }, ({ x }) => x)),
    says: /the pass "simplify" by its rule "sin\(x\) -> x" changed sin/,
  },
  {
    mistake: "a rule has a number for an infinity",
    steps: [sine, growth],
    pass: passOf(rule("exp(x) -> exp(x), below 1e308", { op: exp, inputs: ["x"] }, ({ x }) => finiteGrowth(x))),
    says: /its rule "exp\(x\) -> exp\(x\), below 1e308" .* was Infinity and is 1e\+308 \(on (large|infinities)/,
  },
  {
    mistake: "a rule takes NaN for a number",
    steps: [itself, sine],
    pass: passOf(rule("x = x -> true", { op: equal, inputs: ["x", "x"] }, ({ x }) => full(x.shape, 1, "bool"))),
    says: /its rule "x = x -> true" .* was 0 and is 1 \(on /,
  },
  {
    mistake: "a rule is wrong for f64 only",
    steps: [sine, wide],
    pass: passOf(rule("sin(x) -> x, of f64", { op: sin, inputs: ["x"] }, ({ x }) => (x.dtype === "f64" ? x : null))),
    says: /its rule "sin\(x\) -> x, of f64" changed sin/,
  },
  {
    mistake: "a rule is wrong for f32 only",
    steps: [wide, sine],
    pass: passOf(rule("sin(x) -> x, of f32", { op: sin, inputs: ["x"] }, ({ x }) => (x.dtype === "f32" ? x : null))),
    says: /its rule "sin\(x\) -> x, of f32" changed sin/,
  },
  {
    mistake: "a pass is wrong in branches only",
    steps: [sine, branch],
    pass: rewiring("forget in regions", (node, graph) => (isInside(graph) ? operandOf(node) : undefined)),
    says: /the pass "forget in regions", inside cond_[\d.]+, changed sin/,
  },
  {
    mistake: "a pass is wrong in loops only",
    steps: [sine, loop],
    pass: rewiring("forget in regions", (node, graph) => (isInside(graph) ? operandOf(node) : undefined)),
    says: /the pass "forget in regions", inside scan_[\d.]+, changed sin/,
  },
  {
    mistake: "a pass makes one draw of two",
    steps: [draws, sine],
    pass: trusting(shareCommon),
    says: /the pass "share common subexpressions" changed \w+ \(draw\)/,
  },
  {
    mistake: "a pass makes two draws of one",
    steps: [twice, sine],
    pass: drawAgain,
    says: /the pass "draw again" changed mul_\d+ \(mul\)/,
  },
  {
    mistake: "a pass makes one draw of one for each step",
    steps: [loopOfDraws, sine],
    pass: trusting(hoistInvariants),
    says: /the pass "hoist invariants" changed scan_\d+ \(scan\)/,
  },
];
