/**
 * Regions: graphs that a node runs under control, again and again or one instead of another.
 *
 * The graphs are data of the node (its attributes), so a graph with regions prints, loads and differentiates like any
 * other. Inputs and outputs of a region's graph go by position.
 */
import { checkKind, checkParts, checkOneOf } from "../graph/check-argument.ts";
import { RensaError } from "../graph/error.ts";
import type { Graph } from "../graph/graph.ts";
import { inputTypesOf, outputTypesOf } from "../graph/graph-types.ts";
import { sameShape } from "../graph/shape.ts";
import { formatTensorType, tensorType, type TensorType } from "../graph/tensor-type.ts";

/**
 * A sequential loop of known length. The node's inputs are the carried values, then the sequences, then the constants.
 *
 * The body's inputs are the carried values, one element of each sequence (a slice along axis 0) and the constants; its
 * outputs are the next carried values and one element of each result. The node's outputs are the last carried values and
 * the results, stacked along a new axis 0.
 */
export interface ScanRegion {
  readonly kind: "scan";
  readonly body: Graph;
  /** How often the body runs, at least once. */
  readonly length: number;
  /** How many of the inputs are carried. */
  readonly carried: number;
  /** How many of the inputs after those are sequences. */
  readonly sequences: number;
  /** From the last element to the first. */
  readonly reverse: boolean;
}

/**
 * A loop until a condition fails. The node's inputs are the carried values, then the constants; `condition` and `body`
 * take them all. `condition` has one output, a bool scalar; `body` has the next carried values, as the node has.
 */
export interface WhileRegion {
  readonly kind: "while";
  readonly condition: Graph;
  readonly body: Graph;
  /** How many of the inputs are carried. */
  readonly carried: number;
}

/** A choice. The node's first input is a bool scalar; the others go to the graph that it chooses. Both return the same types. */
export interface BranchRegion {
  readonly kind: "branch";
  readonly whenTrue: Graph;
  readonly whenFalse: Graph;
}

/** The control of a node. */
export type Region = ScanRegion | WhileRegion | BranchRegion;

/** The graphs of a region. */
export function graphsOf(region: Region): readonly Graph[] {
  checkParts("The region", region, "kind");
  checkOneOf("The kind of a region", region.kind, ["scan", "while", "branch"]);
  switch (region.kind) {
    case "scan":
      return [region.body];
    case "while":
      return [region.condition, region.body];
    case "branch":
      return [region.whenTrue, region.whenFalse];
  }
}

/**
 * The output types of a node with a region.
 *
 * @param name - The op's name, for the sentence of the error.
 * @param region - The graph that the node runs.
 * @param inputs - The types of the node's inputs.
 *
 * @throws RensaError `OP_INVALID` where the graphs do not fit the inputs or each other.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, identity, regionTypes, trace } from "@rensa/core";
 *
 * const body = trace({ x: f32(3) }, ({ x }) => identity(x)).graph;
 * const region = { kind: "scan", body, length: 4, carried: 1, sequences: 0, reverse: false } as const;
 * console.log(regionTypes("mine", region, [f32(3)])); // [{ shape: [3], dtype: "f32" }]
 * ```
 */
export function regionTypes(name: string, region: Region, inputs: readonly TensorType[]): readonly TensorType[] {
  checkKind("The inputs", inputs, "list");
  checkParts("The region", region, "kind");
  checkOneOf("The kind of a region", region.kind, ["scan", "while", "branch"]);
  switch (region.kind) {
    case "scan": {
      const { body, length, carried, sequences } = region;
      if (!Number.isInteger(length) || length < 1) {
        throw new RensaError("OP_INVALID", `${name}: a loop of ${String(length)} steps is no node; leave it out.`);
      }
      const elements = inputs.map((type, position) => {
        if (position < carried || position >= carried + sequences) return type;
        if (type.shape[0] !== length) {
          throw new RensaError(
            "SHAPE_MISMATCH",
            `${name}: a sequence is ${formatTensorType(type)} and the loop has ${String(length)} steps; its first axis must be ${String(length)} long.`,
          );
        }
        return tensorType(type.dtype, type.shape.slice(1));
      });
      expectTypes(name, "the body's inputs", inputTypesOf(body), elements);
      const outputs = outputTypesOf(body);
      expectTypes(name, "the body's carried values", outputs.slice(0, carried), inputs.slice(0, carried));
      return outputs.map((type, position) =>
        position < carried ? type : tensorType(type.dtype, [length, ...type.shape]),
      );
    }
    case "while": {
      const { condition, body, carried } = region;
      expectTypes(name, "the condition's inputs", inputTypesOf(condition), inputs);
      expectTypes(name, "the condition", outputTypesOf(condition), [tensorType("bool", [])]);
      expectTypes(name, "the body's inputs", inputTypesOf(body), inputs);
      expectTypes(name, "the body's carried values", outputTypesOf(body), inputs.slice(0, carried));
      return outputTypesOf(body);
    }
    case "branch": {
      const [predicate, ...operands] = inputs;
      expectTypes(name, "the predicate", predicate === undefined ? [] : [predicate], [tensorType("bool", [])]);
      expectTypes(name, "the first branch's inputs", inputTypesOf(region.whenTrue), operands);
      expectTypes(name, "the second branch's inputs", inputTypesOf(region.whenFalse), operands);
      expectTypes(name, "the second branch", outputTypesOf(region.whenFalse), outputTypesOf(region.whenTrue));
      return outputTypesOf(region.whenTrue);
    }
  }
}

function expectTypes(name: string, what: string, found: readonly TensorType[], wanted: readonly TensorType[]): void {
  const fits =
    found.length === wanted.length &&
    found.every(({ shape, dtype }, at) => {
      const other = wanted[at];
      return other?.dtype === dtype && sameShape(other.shape, shape);
    });
  if (fits) return;
  const show = (types: readonly TensorType[]): string => types.map(formatTensorType).join(", ") || "nothing";
  throw new RensaError("OP_INVALID", `${name}: ${what} must be ${show(wanted)}, not ${show(found)}.`);
}
