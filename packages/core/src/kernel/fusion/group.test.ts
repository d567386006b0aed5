/** What stands in one kernel, on both sides of each limit. */
import { describe, expect, it } from "vitest";
import { f32 } from "../../graph/tensor-type.ts";
import type { Shape } from "../../graph/shape.ts";
import { defineOp } from "../../op/define-op.ts";
import { sumTo } from "../../op/structural.ts";
import type { Tensor } from "../../op/tensor.ts";
import { trace } from "../../trace/trace.ts";
import { isLoopKernel } from "../kernel.ts";
import { lowerGraph } from "./lower.ts";

const plus = defineOp({ name: "plus", inputs: ["a", "b"], forward: { scalar: ([a, b]) => a.add(b) } });
const dear = defineOp({ name: "dear", forward: { scalar: ([x]) => x.exp() } });

/** How many values each kernel stores. */
function stored(shape: Shape, build: (x: Tensor) => Tensor | readonly Tensor[]): readonly number[] {
  const { graph, definitions } = trace({ x: f32(...shape) }, ({ x }) => build(x));
  const { kernels } = lowerGraph(graph, (node) => definitions.get(node.op) as never, { fuse: true });
  return kernels.map((kernel) =>
    isLoopKernel(kernel) ? kernel.buffers.filter(({ access }) => access === "write").length : 0,
  );
}

const outputs = (count: number) => (x: Tensor) => Array.from({ length: count }, (_, at) => plus(x, at));
/** The exponentials divided, so to say, by their sums per row: three stages. */
const perRow = (x: Tensor): Tensor => {
  const shared = dear(x);
  return plus(shared, sumTo(shared, [...x.shape.slice(0, -1), 1]));
};

describe("a kernel", () => {
  it("of one shape stores up to twelve values", () => {
    expect(stored([8], outputs(12))).toEqual([12]);
    expect(stored([8], outputs(13))).toEqual([12, 1]);
  });

  it("over rows has many rows, or few elements", () => {
    expect(stored([2, 16_384], perRow)).toHaveLength(1);
    expect(stored([2, 16_385], perRow).length).toBeGreaterThan(1);
    expect(stored([16, 16_385], perRow)).toHaveLength(1);
    expect(stored([15, 16_385], perRow).length).toBeGreaterThan(1);
  });

  it("over rows has more than one row, and more than one element in each", () => {
    expect(stored([2, 5], perRow)).toHaveLength(1);
    expect(stored([1, 5], perRow).length).toBeGreaterThan(1);
    expect(stored([4, 3, 5], perRow)).toHaveLength(1);
  });
});

describe("a contraction", () => {
  const product = (left: Shape, right: Shape, shape: Shape): readonly string[] => {
    const multiply = defineOp({
      name: "multiply",
      inputs: ["a", "b"],
      forward: {
        loops: ([a, b], _, { sumOver }) => ({
          shape,
          element: (...at) =>
            sumOver([5], (k) => a.at(...at.slice(0, left.length - 1), k).mul(b.at(k, ...at.slice(left.length - 1)))),
        }),
      },
      nonDifferentiable: "a test",
      call: (apply) => (a: Tensor, b: Tensor) => apply([a, b]),
    });
    const traced = trace({ a: f32(...left), b: f32(...right) }, ({ a, b }) => multiply(a, b));
    const { kernels } = lowerGraph(traced.graph, (node) => traced.definitions.get(node.op) as never, { fuse: true });
    return kernels.map(({ kind }) => kind);
  };

  it("has rows and columns: what lacks either is a sum like others", () => {
    expect(product([4, 5], [5, 3], [4, 3])).toEqual(["contraction"]);
    for (const [left, right, shape] of [
      [[4, 5], [5], [4]],
      [[5], [5, 3], [3]],
      [[5], [5], []],
    ] as const) {
      expect(product(left, right, shape)).not.toContain("contraction");
    }
  });
});
