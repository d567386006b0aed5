/** Rules of ops that move elements and compute nothing. All give the same bits. */
import { broadcastTo, identity, rule, sameShape, sumTo, type Rule, type Tensor } from "@rensa/core";
import type { GraphNode } from "@rensa/core/graph";
import { reshape } from "../shape/reshape.ts";
import { transpose } from "../shape/transpose.ts";
import { cast } from "../structure/cast.ts";
import { stopGradient } from "../structure/stop-gradient.ts";

/**
 * Rules of shape. They are for a graph that is already differentiated: `stop_gradient` goes.
 *
 * @example
 * ```ts
 * import { simplifyWith } from "@rensa/core";
 * import { shapeRules } from "@rensa/ops";
 *
 * const pass = simplifyWith(shapeRules);
 * ```
 */
export const shapeRules: readonly Rule[] = [
  rule("identity(x) -> x", { op: identity, inputs: ["x"] }, ({ x }) => x),
  rule("stop_gradient(x) -> x", { op: stopGradient, inputs: ["x"] }, ({ x }) => x),
  rule("reshape(x, shape of x) -> x", { op: reshape, inputs: ["x"] }, unlessReshaped),
  rule("reshape(reshape(x)) -> reshape(x)", { op: reshape, inputs: [{ op: reshape, inputs: ["x"] }] }, ({ x }, node) =>
    reshape(x, shapeOf(node)),
  ),
  rule("transpose(x, unchanged order) -> x", { op: transpose, inputs: ["x"] }, ({ x }, node) =>
    orderOf(node).every((axis, position) => axis === position) ? x : null,
  ),
  rule(
    "transpose(transpose(x, p), q) -> transpose(x, p of q)",
    { op: transpose, inputs: [{ op: transpose, inputs: ["x"], as: "inner" }] },
    ({ x }, node, { inner }) => {
      const before = orderOf(inner);
      return transpose(
        x,
        orderOf(node).map((axis) => before[axis] ?? axis),
      );
    },
  ),
  rule("broadcast_to(x, shape of x) -> x", { op: broadcastTo, inputs: ["x"] }, unlessReshaped),
  rule(
    "broadcast_to(broadcast_to(x)) -> broadcast_to(x)",
    { op: broadcastTo, inputs: [{ op: broadcastTo, inputs: ["x"] }] },
    ({ x }) => x,
  ),
  rule("sum_to(x, shape of x) -> x", { op: sumTo, inputs: ["x"] }, unlessReshaped),
  rule("cast(x, dtype of x) -> x", { op: cast, inputs: ["x"] }, ({ x }) => x),
];

function unlessReshaped({ x }: { readonly x: Tensor }, node: GraphNode): Tensor | null {
  return sameShape(x.shape, shapeOf(node)) ? x : null;
}

function shapeOf(node: GraphNode): readonly number[] {
  return node.outputs[0]?.shape ?? [];
}

function orderOf(node: GraphNode): readonly number[] {
  const { order } = node.attributes as { readonly order?: readonly number[] };
  return order ?? [];
}
