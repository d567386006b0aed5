/** What was asked for, found in the graph and held to what can be explained. */
import {
  flattenTree,
  formatGiven,
  formatShape,
  formatTensorType,
  gradientsOf,
  isFloat,
  isTensor,
  RensaError,
  refuseArgument,
  sizeOf,
  traceTree,
  type HostTensor,
  type Shape,
  type Tensor,
  type Traced,
} from "@rensa/core";
import { present, type EvaluateInDoubles } from "@rensa/core/compiler";
import { inputTypesOf, referenceKey, type Graph, type GraphOutput } from "@rensa/core/graph";
import { flatOf } from "./paths/indices.ts";
import { typeOf } from "./paths/tensor-edges.ts";

/** Any traced function. */
export interface AnyTraced extends Pick<Traced<unknown, unknown>, "graph" | "spec" | "result" | "definitions"> {
  /**
   * @param inputs - Its inputs, by name.
   */
  (inputs: never): unknown;
}

/** The weight: an input of the graph. */
export interface Weight {
  readonly name: string;
  readonly shape: Shape;
}

/** The output that is the loss. */
export function findLoss(graph: Graph, asked: string | undefined): GraphOutput {
  const { outputs } = graph;
  const names = outputs.map(({ name }) => name);
  const wanted = asked ?? (names.length === 1 ? names[0] : "loss");
  const found = outputs.find(({ name }) => name === wanted);
  if (found === undefined) {
    const which = asked === undefined ? "one of several outputs must be named as the loss" : "there is no such output";
    refuseArgument("explain: the loss", asked, `one of ${names.join(", ")} (${which})`);
  }
  const type = typeOf(graph, found.source);
  if (sizeOf(type.shape) !== 1 || type.shape.length > 0 || !isFloat(type.dtype)) {
    throw new RensaError(
      "LOSS_NOT_SCALAR",
      `explain: the loss "${found.name}" is ${formatTensorType(type)} and must be a float scalar; reduce it first, with mean or sum.`,
    );
  }
  return found;
}

/** The input that is the weight. */
export function findWeight(graph: Graph, asked: string): Weight {
  const at = graph.inputs.indexOf(asked);
  const type = inputTypesOf(graph)[at];
  if (type === undefined) refuseArgument("explain: the weight", asked, `one of the inputs ${graph.inputs.join(", ")}`);
  if (!isFloat(type.dtype)) {
    throw new RensaError(
      "DTYPE_MISMATCH",
      `explain: the weight "${asked}" is ${formatTensorType(type)}, and there is no derivative by integers or bools; name a float input.`,
    );
  }
  if (sizeOf(type.shape) === 0) {
    throw new RensaError(
      "INDEX_OUT_OF_RANGE",
      `explain: the weight "${asked}" is ${formatTensorType(type)}, which has no element; name another input.`,
    );
  }
  return { name: asked, shape: type.shape };
}

/** Refuses a number of paths that is no whole one from 1 to 10,000. */
export function checkLargest(largest: number): void {
  if (!Number.isInteger(largest) || largest < 1 || largest > 10_000) {
    refuseArgument("explain: largest", largest, "a whole number from 1 to 10000");
  }
}

/** The values of all inputs. */
export function requireAll(graph: Graph, data: readonly (HostTensor | undefined)[]): readonly HostTensor[] {
  const missing = graph.inputs.filter((_, at) => data[at] === undefined);
  if (missing.length > 0) {
    throw new RensaError("INPUT_MISSING", `explain: the data of ${missing.join(", ")} is missing; pass it as inputs.`);
  }
  return data.flatMap((tensor) => tensor ?? []);
}

/** The flat place of the element that is asked for; without an index that of the largest derivative. */
export function elementOf({ name, shape }: Weight, index: readonly number[] | undefined, { data }: HostTensor): number {
  if (index === undefined) {
    let largest = 0;
    data.forEach((value, at) => {
      if (Math.abs(value) > Math.abs(data[largest] ?? 0)) largest = at;
    });
    return largest;
  }
  const given: unknown = index;
  const places: readonly unknown[] = Array.isArray(given) ? given : [given];
  const fits =
    Array.isArray(given) &&
    places.length === shape.length &&
    shape.every((extent, axis) => {
      const at = places[axis];
      return typeof at === "number" && Number.isInteger(at) && at >= 0 && at < extent;
    });
  if (!fits) {
    throw new RensaError(
      "INDEX_OUT_OF_RANGE",
      `explain: the index [${places.map(formatGiven).join(",")}] is no element of "${name}", whose shape is ${formatShape(shape)}; give ${String(shape.length)} whole numbers, each from 0 and below its extent.`,
    );
  }
  return flatOf(index, shape);
}

/** The derivatives of the loss by the weight as reverse mode finds them, in doubles. */
export function gradientOf(
  traced: AnyTraced,
  weight: string,
  loss: string,
  data: readonly HostTensor[],
  evaluate: EvaluateInDoubles,
): HostTensor {
  const gradient = traceTree<unknown, Tensor>(traced.spec, (inputs: never) => {
    const variable = leafAt(inputs, weight, "input");
    return gradientsOf(leafAt(traced(inputs), loss, "output"), variable);
  });
  const source = present(gradient.graph.outputs[0]).source;
  const key = referenceKey(source);
  // A function may return its input, which no node makes.
  return present(evaluate(gradient, data).get(key) ?? data[gradient.graph.inputs.indexOf(key)]);
}

function leafAt(tree: unknown, path: string, sole: string): Tensor {
  return present(flattenTree(tree, isTensor).find(([name]) => name === path || (name === "" && path === sole))?.[1]);
}
