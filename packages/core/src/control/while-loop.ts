/** whileLoop: a loop that ends when a condition fails. */
import { RensaError } from "../graph/error.ts";
import type { Attributes } from "../graph/graph.ts";
import { wholeNumber } from "../op/attribute.ts";
import { makeOp } from "../op/make-op.ts";
import type { AttributeDefaults } from "../op/op-config.ts";
import { regionTypes, type Region, type WhileRegion } from "../op/region.ts";
import { isTensor, type Tensor } from "../op/tensor.ts";
import { flattenTree, type TensorTree } from "../trace/tree.ts";
import { outerTrace } from "../trace/outer-trace.ts";
import { Body, capturedBy, expectSameTypes, nestTensors } from "./body.ts";
import { anyGraph, graphIn } from "./graph-attribute.ts";

const defaults: AttributeDefaults = {
  condition: anyGraph(),
  body: anyGraph(),
  carried: wholeNumber(0, { minimum: 0 }),
};

/**
 * Runs `body` on what it carries as long as `condition` holds, which may be never. Forward mode (`jvp`, `tangentsOf`) carries
 * tangents along; there is no reverse derivative, because how many steps there are to keep values of is not known before:
 * use `scan` where gradients are needed.
 *
 * @param initial What the first step is given: tensors, nested.
 * @param condition Returns a bool scalar. It may use any tensor from around it.
 * @param body Returns what to carry on, in the types that it was given.
 * @returns What was carried when the condition failed.
 *
 * @throws RensaError `DTYPE_MISMATCH` or `SHAPE_MISMATCH` where the condition is no bool scalar or the body carries on
 *   another type; `NOT_DIFFERENTIABLE` where a reverse gradient must pass through it.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind, `TRACE_MIXED` for a tensor of another trace.
 *
 * @example
 * ```ts
 * import { f32, trace, whileLoop } from "@rensa/core";
 * import { greater, mul } from "@rensa/ops";
 * import { compile } from "rensa";
 *
 * const halved = trace({ x: f32() }, ({ x }) => whileLoop(x, (value) => greater(value, 1), (value) => mul(value, 0.5)));
 * console.log((await compile(halved)).run({ x: 5 }).data); // Float32Array [0.625]
 * ```
 */
export const whileLoop = makeOp({
  name: "while_loop",
  variadic: true,
  attributes: defaults,
  forward: {
    region: regionOf,
    types: (inputs, attributes) => regionTypes("while_loop", regionOf(attributes), inputs),
    withRegion,
  },
  nonDifferentiable:
    "the number of its steps is not known before it runs; use scan, with a fixed number of steps, or forward mode (jvp)",
  takes: "initial, condition, body",
  call:
    (apply) =>
    <Carry extends TensorTree>(
      initial: Carry,
      condition: (carry: Carry) => Tensor<readonly [], "bool">,
      body: (carry: Carry) => NoInfer<Carry>,
    ): Carry => {
      const outer = outerTrace("whileLoop");
      const bodies = [new Body(outer), new Body(outer)] as const;
      const [test, step] = bodies;
      const given = bodies.map((each) => each.inputs("carry", initial, (tensor) => tensor) as Carry);
      const [tested = initial, carried = initial] = given;
      test.trace(() => condition(tested));
      step.trace(() => body(carried));
      expectSameTypes(
        "whileLoop: the condition",
        test.result,
        { shape: [], dtype: "bool" },
        "return a comparison of scalars",
      );
      expectSameTypes(
        "whileLoop: what the body carries on",
        step.result,
        initial,
        "return it in the types that it came in",
      );
      const captured = capturedBy(bodies);
      for (const each of bodies) each.shareDefinitions(outer);
      const tensors = flattenTree(initial, isTensor).map(([, tensor]) => tensor);
      const outputs = apply.all([...tensors, ...captured], {
        condition: test.finish(captured),
        body: step.finish(captured),
        carried: tensors.length,
      });
      return nestTensors(step.result, outputs) as Carry;
    },
});

function regionOf(attributes: Attributes): WhileRegion {
  const { condition, body, carried } = attributes;
  return { kind: "while", condition: graphIn(condition), body: graphIn(body), carried: Number(carried) };
}

function withRegion(region: Region): Attributes {
  if (region.kind !== "while") throw new RensaError("INTERNAL", "A loop became another region.");
  return { condition: region.condition, body: region.body, carried: region.carried };
}
