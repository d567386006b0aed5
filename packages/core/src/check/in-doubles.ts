/** Traced functions evaluated in doubles, node by node: exact enough to hold a derivative against another way of finding it. */
import { checkKind, checkTraced } from "../graph/check-argument.ts";
import { RensaError } from "../graph/error.ts";
import { inputTypesOf } from "../graph/graph-types.ts";
import type { HostTensor } from "../graph/host-tensor.ts";
import { checkData } from "../run/tensor-data.ts";
import { dataFinder } from "../run/tree-access.ts";
import { soleInput, type Traced } from "../trace/trace.ts";
import { flattenTree, isTyped } from "../trace/tree.ts";
import { Chance } from "./chance.ts";
import { emptyTensor, Evaluator, Unknowable } from "./evaluate.ts";

/** Any traced function. @inline */
type AnyTraced = Pick<Traced<unknown, unknown>, "graph" | "spec" | "result" | "definitions">;

/**
 * The data of a traced function's inputs as tensors, in the order of its graph's inputs; floats as doubles.
 *
 * @param what Who asks, as errors name it.
 * @param traced - The traced function, as `trace` gives it.
 * @param data Nested as the inputs are.
 *
 * @returns `undefined` for an input that was left out.
 *
 * @throws RensaError `INPUT_MISMATCH` for data that do not fit their input, or that no input takes; `ARGUMENT_INVALID` for data
 *   that are not nested as the inputs are.
 *
 * @example
 * ```ts
 * import { f32, identity, trace } from "@rensa/core";
 * import { dataInDoubles } from "@rensa/core/compiler";
 *
 * const traced = trace({ x: f32(2) }, ({ x }) => identity(x));
 * console.log(dataInDoubles("mine", traced, { x: [0.1, 2] })[0]?.data); // Float64Array [0.1, 2]
 * ```
 */
export function dataInDoubles(what: string, traced: AnyTraced, data: unknown): readonly (HostTensor | undefined)[] {
  checkKind("dataInDoubles: who asks", what, "string");
  checkTraced(traced);
  const { graph, spec } = traced;
  if (!isTyped(spec)) checkKind(`${what}: the data`, data, Array.isArray(spec) ? "list" : "record");
  const names = flattenTree(spec, isTyped).map(([path]) => (path === "" ? soleInput : path));
  const found = dataFinder(spec, () => false)(data);
  const types = inputTypesOf(graph);
  return graph.inputs.map((name, at) => {
    const [value, type] = [found[names.indexOf(name)], types[at]];
    if (value === undefined || type === undefined) return undefined;
    const tensor = emptyTensor(type);
    tensor.data.set(checkData(`${what}: the input "${name}"`, name, type, value, false).values);
    return tensor;
  });
}

/**
 * Evaluates a traced function on the values of its graph's inputs. The values of all nodes that its outputs depend on come by
 * `referenceKey`; those of floats are doubles.
 *
 * @throws RensaError `HOST_OP_FAILED` where a host op refuses its data or a loop does not end.
 */
export type EvaluateInDoubles = (traced: AnyTraced, inputs: readonly HostTensor[]) => ReadonlyMap<string, HostTensor>;

/**
 * A function that evaluates traced functions in doubles. It keeps what it prepares for a node, so one serves many calls; what
 * a host op draws by chance for the same operands is the same in each.
 *
 * @throws RensaError `HOST_OP_FAILED` from the function that it gives, where a host op refuses the data.
 *
 * @example
 * ```ts
 * import { f32, identity, trace } from "@rensa/core";
 * import { dataInDoubles, evaluatorInDoubles } from "@rensa/core/compiler";
 *
 * const traced = trace({ x: f32() }, ({ x }) => identity(x));
 * const [x] = dataInDoubles("mine", traced, { x: 0.1 });
 * const values = evaluatorInDoubles()(traced, x === undefined ? [] : [x]);
 * console.log(values.get("identity_0")?.data); // Float64Array [0.1]
 * ```
 */
export function evaluatorInDoubles(): EvaluateInDoubles {
  const evaluator = new Evaluator();
  const chance = new Chance();
  return (traced, inputs) => {
    checkTraced(traced);
    checkKind("The values of the inputs", inputs, "list");
    try {
      return evaluator.evaluate(traced.graph, traced.definitions, inputs, { chance: chance.again() });
    } catch (error) {
      if (!(error instanceof Unknowable)) throw error;
      throw new RensaError("HOST_OP_FAILED", `${error.message}; give data on which it runs.`, { cause: error });
    }
  };
}
