/** compile: a traced function becomes a program. Everything that can be wrong is found here, before the first step. */
import { RensaError } from "../graph/error.ts";
import { constantOp, inputOp, type GraphNode } from "../graph/graph.ts";
import { lowerGraph } from "../kernel/lower.ts";
import type { OpDefinition } from "../op/definition.ts";
import { expandComposites } from "../passes/expand.ts";
import type { Pass } from "../passes/pass.ts";
import { runPasses } from "../passes/pipeline.ts";
import { removeDead } from "../passes/remove-dead.ts";
import type { Traced } from "../trace/trace.ts";
import type { Backend, Precision } from "./backend.ts";
import { planProgram } from "./plan-program.ts";
import { CompiledProgram, type Program } from "./program.ts";

/** How to compile. */
export interface CompileOptions<State extends string = never> {
  readonly backend: Backend;
  /** Passes, in order. Default: only what lowering needs. */
  readonly passes?: readonly Pass[];
  /** Merge ops into kernels. Default: true. */
  readonly fuse?: boolean;
  /** `"f64"` computes f32 in doubles throughout: the oracle. Default: `"f32"`. */
  readonly precision?: Precision;
  /** Names at the top of both inputs and outputs: values that the program keeps from run to run. */
  readonly state?: readonly State[];
  /** Refuse NaN and infinities in inputs. Default: false. */
  readonly checkFinite?: boolean;
}

/**
 * Compiles a traced function for a backend.
 *
 * @throws RensaError `OP_UNKNOWN`, `BACKEND_UNSUPPORTED`, `ARGUMENT_INVALID` for state that is not both input and output.
 */
export async function compile<Spec, Result, const State extends string = never>(
  traced: Traced<Spec, Result>,
  options: CompileOptions<State>,
): Promise<Program<Omit<Spec, State>, Omit<Result, State>>>;
export async function compile<Spec, Result>(
  traced: Traced<Spec, Result>,
  options: CompileOptions,
): Promise<Program<Spec, Result>>;
export async function compile(
  traced: Traced<unknown, unknown>,
  options: CompileOptions<string>,
): Promise<Program<unknown, unknown>> {
  const { backend, passes = [], fuse = true, precision = "f32", checkFinite = false } = options;
  const optimised = runPasses(traced.graph, traced.definitions, [...passes, expandComposites, removeDead]);
  const { graph, definitions, diffs } = optimised;
  const state = stateOf(traced, options.state ?? []);
  const lowered = lowerGraph(graph, (node) => definitionFor(node, definitions), { fuse });
  const planned = planProgram(lowered, definitions, state, precision);
  const prepared = await backend.prepare(planned.plan);
  const { memory, plan } = planned;
  return new CompiledProgram({
    prepared,
    stages: { graph, diffs, fusion: lowered.fusion, kernels: plan.kernels, memory, sources: prepared.sources },
    spec: traced.spec,
    result: traced.result,
    state: new Set(state.keys()),
    checkFinite,
  });
}

function definitionFor(node: GraphNode, definitions: ReadonlyMap<string, OpDefinition>): OpDefinition {
  const definition = definitions.get(node.op);
  if (definition !== undefined) return definition;
  const reason = node.op === inputOp || node.op === constantOp ? "is not computed" : "is not known";
  throw new RensaError("OP_UNKNOWN", `${node.op} ${reason}; give compile a graph with the definitions of its ops.`, {
    op: node.op,
    node: node.id,
    origin: node.origin ?? undefined,
  });
}

/** By name of a state's input: the output that is its next value, which has the same name. */
function stateOf(traced: Traced<unknown, unknown>, names: readonly string[]): ReadonlyMap<string, string> {
  const outputs = new Set(traced.graph.outputs.map(({ name }) => name));
  const isState = (path: string): boolean => names.some((name) => path === name || path.startsWith(`${name}.`));
  const state = new Map<string, string>();
  for (const input of traced.graph.inputs) {
    if (!isState(input)) continue;
    if (!outputs.has(input)) {
      throw new RensaError(
        "ARGUMENT_INVALID",
        `compile: the state "${input}" is an input and not an output; return its next value.`,
      );
    }
    state.set(input, input);
  }
  return state;
}
