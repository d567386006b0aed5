import { describe, expect, it } from "vitest";
import { f32 } from "../graph/tensor-type.ts";
import { defineOp } from "../op/define-op.ts";
import { identity } from "../op/structural.ts";
import { loadGraph } from "../trace/load.ts";
import { parseGraph } from "../graph/parse.ts";
import { registry } from "../trace/registry.ts";
import { trace, traceTree } from "../trace/trace.ts";
import type { TensorTree, TypeTree } from "../trace/tree.ts";
import { deepestExpression, expectShallow } from "./depth.ts";
import { constantScalar, type Scalar } from "./scalar.ts";

const chain = (links: number, start: Scalar, link: (x: Scalar) => Scalar): Scalar => {
  let x = start;
  for (let at = 0; at < links; at++) x = link(x);
  return x;
};
const nested = <T>(depth: number, leaf: T): T =>
  Array.from({ length: depth }).reduce<unknown>((inner) => ({ a: inner }), leaf) as T;

describe("what is nested too deep", () => {
  it("is refused where an op's element is, at the call, and not where it is wide", () => {
    const made = (links: number) => (): unknown =>
      trace({ x: f32(2) }, ({ x }) =>
        defineOp({ name: "chain", forward: { scalar: ([y]) => chain(links, y, (each) => each.add(1)) } })(x),
      );
    expect(made(deepestExpression)).not.toThrow();
    for (const links of [deepestExpression + 1, 100_000]) {
      expect(made(links)).toThrow(expect.objectContaining({ code: "OP_INVALID", op: "chain" }) as Error);
    }
    // 2 to the 500 paths, and 500 nodes.
    expectShallow(
      "doubled",
      chain(500, constantScalar(1, "f32"), (x) => x.add(x)),
    );
  });

  it("is refused where a tree is, or holds itself", () => {
    const refused = expect.objectContaining({ code: "ARGUMENT_INVALID" }) as Error;
    const ring: Record<string, unknown> = {};
    ring["a"] = ring;
    for (const tree of [nested<TypeTree>(20_000, f32(2)), ring as TypeTree]) {
      expect(() => traceTree(tree, () => ({}))).toThrow(refused);
    }
    expect(() => trace({ x: f32(2) }, ({ x }) => nested<TensorTree>(20_000, identity(x)))).toThrow(refused);
    const name = "a.".repeat(20_000);
    const graph = parseGraph(`graph(x: f32[2]) { return ${name}b = x }`);
    expect(() => loadGraph(graph, registry())).toThrow(expect.objectContaining({ code: "GRAPH_INVALID" }) as Error);
  });
});
