/** explain: the derivative of a loss by a weight, as the sum over the paths between them. */
import { checkOneOf, checkOptions, checkParts } from "@rensa/core";
import { dataInDoubles, evaluatorInDoubles, present } from "@rensa/core/compiler";
import { referenceKey } from "@rensa/core/graph";
import { checkLargest, elementOf, findLoss, findWeight, gradientOf, requireAll, type AnyTraced } from "./asked.ts";
import type { Explanation } from "./explanation.ts";
import { Values } from "./labels.ts";
import { listScalarPaths, listTensorPaths, type Asked } from "./list-paths.ts";
import { indexOf } from "./paths/indices.ts";
import { countScalars, mostScalars } from "./paths/scalar-edges.ts";
import { stepsBetween } from "./paths/tensor-edges.ts";

/** What is explained, and how far. */
export interface ExplainOptions {
  /** The data at which the function is looked at, nested as its inputs are. */
  readonly inputs: unknown;
  /** The input that is the weight, by its path: `"w"`, `"parameters.0.weights"`. */
  readonly weight: string;
  /** Which element of the weight. Default: the one whose derivative is largest. */
  readonly index?: readonly number[];
  /** The output that is the loss, by its path. Default: the only one, else the one that is called `loss`. */
  readonly loss?: string;
  /** How many paths are listed, from 1 to 10,000. Default: 10. */
  readonly largest?: number;
  /**
   * What paths lead over: the elements of tensors, or tensors. Default: `"scalars"` where up to 2,000 of them stand between weight and
   * loss, else `"tensors"`.
   */
  readonly level?: "scalars" | "tensors";
}

/**
 * Explains the derivative of a loss by one element of a weight: the chain rule says that it is a sum over all paths from the weight to
 * the loss, each the product of the local derivatives along it. The paths are counted, the largest are listed with every
 * factor and its formula, and the others are one number. All is computed in float64, whatever the dtypes of the function.
 *
 * Unfolded to scalars, a path leads from element to element, and the listed paths are the largest of all: they are found best first, without
 * looking at the others. The factors come from the ops' own vjp rules, so that every op is explained, plugins' too; a loop or a
 * branch is one step. At the level of tensors a path is a sequence of nodes, which takes a cotangent of its own back to the
 * weight. Up to 1,000 of those are followed one by one; where there are more, only the ways whose cotangents are largest, and
 * `isLargest` is false.
 *
 * Over integers and bools, `stopGradient`, and derivatives that are 0 no path leads.
 *
 * @param traced What `trace` returned: the loss among its outputs, the weight among its inputs.
 * @throws RensaError `ARGUMENT_INVALID` for a weight or a loss that is not there, and for a network that is too large for scalars;
 *   `INDEX_OUT_OF_RANGE`; `DTYPE_MISMATCH` for a weight of integers; `LOSS_NOT_SCALAR`; `INPUT_MISSING` and `INPUT_MISMATCH` for
 *   data; `NOT_DIFFERENTIABLE` and `VJP_MISSING` as `grad`.
 *
 * @example
 * ```ts
 * import { explain } from "@rensa/explain";
 * import { mul, sin, sum } from "@rensa/ops";
 * import { f64, trace } from "@rensa/core";
 *
 * const traced = trace({ w: f64(), x: f64(2) }, ({ w, x }) => sum(mul(sin(mul(w, x)), w)));
 * const { gradient, count, paths } = explain(traced, { inputs: { w: 1, x: [0, 2] }, weight: "w" });
 * console.log(gradient.toFixed(4), count, paths.length); // "0.0770" "2" 2
 * ```
 */
export function explain(traced: AnyTraced, options: ExplainOptions): Explanation {
  checkParts("explain: the traced function", traced, "graph", "spec", "result", "definitions");
  checkOptions("explain", options, ["inputs", "weight", "index", "loss", "largest", "level"]);
  const { inputs, level, largest = 10 } = options;
  if (level !== undefined) checkOneOf("explain: the level", level, ["scalars", "tensors"]);
  checkLargest(largest);
  const { graph, definitions } = traced;
  const loss = findLoss(graph, options.loss);
  const weight = findWeight(graph, options.weight);
  const data = requireAll(graph, dataInDoubles("explain", traced, inputs));
  const evaluate = evaluatorInDoubles();
  const gradients = gradientOf(traced, weight.name, loss.name, data, evaluate);
  const element = elementOf(weight, options.index, gradients);
  const source = { node: weight.name, slot: 0 };
  const forward = new Map(evaluate(traced, data));
  // The weight may be read by nobody.
  graph.inputs.forEach((name, at) => forward.set(name, present(data[at])));
  const evaluated = { graph, definitions, values: forward, evaluate };
  const between = stepsBetween(evaluated, source, loss.source);
  const values = new Values(graph, forward, loss.name);
  const asked: Asked = { between, element, evaluated, values, largest };
  const chosen = level ?? (countScalars(between) <= mostScalars ? "scalars" : "tensors");
  const { count, sum, paths, isLargest } = chosen === "scalars" ? listScalarPaths(asked) : listTensorPaths(asked);
  const gradient = gradients.data[element] ?? 0;
  const listed = paths.reduce((total, { contribution }) => total + contribution, 0);
  const others = count - BigInt(paths.length);
  const lossKey = referenceKey(loss.source);
  return {
    level: chosen,
    weight: {
      name: weight.name,
      index: indexOf(element, weight.shape),
      label: values.label(weight.name, element),
    },
    loss: { name: loss.name, label: values.label(lossKey, null), value: forward.get(lossKey)?.data[0] ?? 0 },
    gradient,
    sum,
    remainder: gradient - sum,
    count: String(count),
    paths,
    rest: { count: String(others), sum: others === 0n ? 0 : sum - listed },
    isLargest,
    values: values.list,
  };
}
