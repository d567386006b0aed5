/** scan: a loop over a sequence that carries values from step to step. */
import { checkOptions } from "../graph/check-options.ts";
import { RensaError } from "../graph/error.ts";
import type { DType } from "../graph/dtype.ts";
import type { Attributes } from "../graph/graph.ts";
import type { Shape } from "../graph/shape.ts";
import { formatTensorType, tensorType, type TensorType } from "../graph/tensor-type.ts";
import { wholeNumber } from "../op/attribute.ts";
import { makeOp } from "../op/make-op.ts";
import type { AttributeDefaults } from "../op/op-config.ts";
import { describeValue } from "../op/describe-value.ts";
import type { VjpThunks } from "../op/definition.ts";
import { regionTypes, type Region } from "../op/region.ts";
import { full } from "../op/structural.ts";
import { isTensor, type Tensor } from "../op/tensor.ts";
import { flattenTree, isTyped, mapTree, type TensorTree } from "../trace/tree.ts";
import { outerTrace } from "../trace/outer-trace.ts";
import { Body, expectSameTypes, nestTensors } from "./body.ts";
import { anyGraph, graphIn } from "./graph-attribute.ts";
import { scanVjp } from "./scan-vjp.ts";

/** One element of each sequence: without axis 0. */
export type ElementsOf<T> =
  T extends Tensor<infer S extends Shape, infer D extends DType>
    ? Tensor<S extends readonly [number, ...infer Rest extends Shape] ? readonly [...Rest] : Shape, D>
    : { readonly [K in keyof T]: ElementsOf<T[K]> };

/** The results of all steps, stacked along a new axis 0. */
export type StackedOf<T> =
  T extends Tensor<infer S extends Shape, infer D extends DType>
    ? Tensor<readonly [number, ...S], D>
    : { readonly [K in keyof T]: StackedOf<T[K]> };

/** How {@link scan} runs. */
export interface ScanOptions {
  /** From the last element to the first; results stand where their elements stood. Default: false. */
  readonly reverse?: boolean;
  /** The number of steps, needed where there are no sequences. With 0, what is carried stays and the results are empty. */
  readonly length?: number;
}

const defaults: AttributeDefaults = {
  body: anyGraph(),
  length: wholeNumber(1, { minimum: 0 }),
  carried: wholeNumber(0, { minimum: 0 }),
  sequences: wholeNumber(0, { minimum: 0 }),
  reverse: false,
};

/**
 * Runs `body` once for each element of the sequences, from first to last, and hands what it carries from step to step.
 * It is compiled as a loop: compile time and code do not grow with the length. It can be differentiated to any order;
 * the backward pass is a loop from last to first that reads what the forward loop kept.
 *
 * @param initial What the first step is given: tensors, nested.
 * @param sequences Tensors, nested, whose axis 0 is the step; `{}` where there are none (then say the `length`).
 * @param body Traced once. Gets what is carried and one element of each sequence; returns what to carry on, in the same
 *   types, and a result (tensors, nested; `{}` for none). It may use any tensor from around it.
 * @returns What the last step carried on, and the results of all steps stacked along a new axis 0.
 *
 * @throws RensaError `NOT_DIFFERENTIABLE` where a gradient needs what an impure op gave in a step; `SHAPE_MISMATCH`
 *   where sequences differ in length; `SHAPE_MISMATCH`, `DTYPE_MISMATCH` or
 *   `ARGUMENT_INVALID` where the body carries on something else than it was given.
 * @throws RensaError `TRACE_MIXED` for a tensor of another trace.
 *
 * @example
 * ```ts
 * import { f32, full, scan, trace } from "@rensa/core";
 * import { add } from "@rensa/ops";
 * import { compile } from "rensa";
 *
 * const runningSum = trace({ x: f32(3, 2) }, ({ x }) => {
 *   const [, sums] = scan(full([2], 0), x, (total, element) => {
 *     const next = add(total, element);
 *     return [next, next];
 *   });
 *   return sums;
 * });
 * console.log((await compile(runningSum)).run({ x: [[1, 10], [2, 20], [3, 30]] }).data); // Float32Array [1, 10, 3, 30, 6, 60]
 * ```
 */
export const scan = makeOp({
  name: "scan",
  variadic: true,
  attributes: defaults,
  forward: {
    region: regionOf,
    types: (inputs, attributes) => regionTypes("scan", regionOf(attributes), inputs),
    withRegion,
  },
  vjp: (context, attributes): VjpThunks => scanVjp(scan.definition, regionOf(attributes), context),
  takes: "initial, sequences, body, options?",
  call:
    (apply) =>
    <Carry extends TensorTree, Sequences extends TensorTree, Result extends TensorTree>(
      initial: Carry,
      sequences: Sequences,
      body: (carry: Carry, element: ElementsOf<Sequences>) => readonly [Carry, Result],
      options: ScanOptions = {},
    ): readonly [Carry, StackedOf<Result>] => {
      checkOptions("scan", options, ["reverse", "length"]);
      const outer = outerTrace("scan");
      const length = lengthOf(sequences, options.length);
      const inner = new Body(outer);
      const carry = inner.inputs("carry", initial, (tensor) => tensor) as Carry;
      const element = inner.inputs("element", sequences, ({ dtype, shape }) => tensorType(dtype, shape.slice(1)));
      inner.trace(() => expectPair(body(carry, element as ElementsOf<Sequences>)));
      const [carriedTypes, resultTypes] = inner.result as readonly [unknown, unknown];
      expectSameTypes(
        "scan: what the body carries on",
        carriedTypes,
        initial,
        "return it in the types that it came in, as [carry, result]",
      );
      // No step: what came in goes out, and nothing is stacked.
      if (length === 0) {
        const last = nestTensors(
          carriedTypes,
          leaves(initial).map((tensor) => outer.adopt(tensor, "scan: what is carried")),
        );
        const none = mapTree<TensorType, unknown>(resultTypes, isTyped, ({ dtype, shape }) =>
          full([0, ...shape] as Shape, 0, dtype),
        );
        return [last as Carry, none as StackedOf<Result>];
      }
      const carriedTensors = leaves(initial);
      const sequenceTensors = leaves(sequences);
      inner.shareDefinitions(outer);
      const outputs = apply.all([...carriedTensors, ...sequenceTensors, ...inner.captured], {
        body: inner.finish(inner.captured),
        length,
        carried: carriedTensors.length,
        sequences: sequenceTensors.length,
        reverse: options.reverse ?? false,
      });
      const last = nestTensors(carriedTypes, outputs.slice(0, carriedTensors.length));
      const results = nestTensors(resultTypes, outputs.slice(carriedTensors.length));
      return [last as Carry, results as StackedOf<Result>];
    },
});

/** What a body returned, which may come from where types are not checked. */
function expectPair(returned: unknown): unknown {
  if (Array.isArray(returned) && returned.length === 2) return returned;
  throw new RensaError(
    "ARGUMENT_INVALID",
    `scan: the body returned ${describeValue(returned)}; return [carry, result], with {} where there is no result.`,
  );
}

function regionOf(attributes: Attributes): Region & { readonly kind: "scan" } {
  const { body, length, carried, sequences, reverse } = attributes;
  return {
    kind: "scan",
    body: graphIn(body),
    length: Number(length),
    carried: Number(carried),
    sequences: Number(sequences),
    reverse: reverse === true,
  };
}

function withRegion(region: Region): Attributes {
  if (region.kind !== "scan") throw new RensaError("INTERNAL", "A scan became another region.");
  const { body, length, carried, sequences, reverse } = region;
  return { body, length, carried, sequences, reverse };
}

function leaves(tree: unknown): readonly Tensor[] {
  return flattenTree(tree, isTensor).map(([, tensor]) => tensor);
}

function lengthOf(sequences: unknown, given: number | undefined): number {
  let length = given;
  for (const [path, tensor] of flattenTree(sequences, isTensor)) {
    const [steps] = tensor.shape;
    const name = path === "" ? "the sequence" : `the sequence ${path}`;
    if (steps === undefined) {
      throw new RensaError(
        "RANK_MISMATCH",
        `scan: ${name} is ${formatTensorType(tensor)} and has no axis to run along; capture it in the body instead.`,
      );
    }
    if (length !== undefined && steps !== length) {
      throw new RensaError(
        "SHAPE_MISMATCH",
        `scan: ${name} is ${formatTensorType(tensor)} and there are ${String(length)} steps; its axis 0 must have that length.`,
      );
    }
    length = steps;
  }
  if (length === undefined || !Number.isInteger(length) || length < 0) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      length === undefined
        ? "scan: there are no sequences; say how many steps to run: scan(initial, {}, body, { length })."
        : `scan: cannot run ${String(length)} steps; give an integer of 0 or more.`,
    );
  }
  return length;
}
