/** Refuses results and state that are not finite. Loaded where a program is compiled with `checkFinite`. */
import { RensaError } from "../graph/error.ts";
import { referenceKey, type Graph, type GraphOutput } from "../graph/graph.ts";
import { inputTypesOf, outputTypesOf } from "../graph/graph-types.ts";
import type { HostTensor } from "../graph/host-tensor.ts";
import { tensorType, type TensorType } from "../graph/tensor-type.ts";
import type { OpDefinition } from "../op/definition.ts";
import type { TypeTree } from "../trace/tree.ts";
import { firstNonFinite } from "./first-non-finite.ts";
import { NonFiniteLocator, type RunGraph } from "./non-finite.ts";
import type { Program } from "./program.ts";

/** Compiles a graph with the types of its inputs and outputs so that no value is merged away. */
export type CompileUnfused = (graph: Graph, spec: TypeTree, result: TypeTree) => Promise<Program<unknown, unknown>>;

/** What a check sees of a program after a run. */
export interface CheckedRun {
  /** All inputs as they were before, in order. */
  readonly inputs: readonly HostTensor[];
  /** The values of a buffer. */
  readonly read: (buffer: string, type: TensorType) => HostTensor;
  /** Takes the state back to what it was. */
  readonly restore: () => void;
}

/** The check of one program. */
export class FiniteCheck {
  readonly #graph: Graph;
  readonly #state: ReadonlySet<string>;
  readonly #locator: NonFiniteLocator;

  private constructor(graph: Graph, state: ReadonlySet<string>, locator: NonFiniteLocator) {
    this.#graph = graph;
    this.#state = state;
    this.#locator = locator;
  }

  /** Prepares the check of a graph whose inputs of these names are state. */
  static async make(
    graph: Graph,
    state: ReadonlySet<string>,
    definitions: ReadonlyMap<string, OpDefinition>,
    compile: CompileUnfused,
  ): Promise<FiniteCheck> {
    const locator = await NonFiniteLocator.make(graph, definitions, (inner) => prepareGraph(inner, compile));
    return new FiniteCheck(graph, state, locator);
  }

  /** @throws RensaError `NON_FINITE`, which names what made the first such value; the state is as before the run then. */
  expectFinite({ inputs, read, restore }: CheckedRun): void {
    const isBad = ({ name, source }: GraphOutput): boolean => {
      const type = this.#graph.nodes[source.node]?.outputs[source.slot];
      if (type === undefined) return false;
      return firstNonFinite(read(this.#state.has(name) ? name : referenceKey(source), type)) >= 0;
    };
    const bad = this.#graph.outputs.filter(isBad);
    const [first] = bad;
    if (first === undefined) return;
    restore();
    const wanted = bad.map(({ source }) => source);
    throw (
      this.#locator.locate(inputs, wanted) ??
      new RensaError(
        "NON_FINITE",
        `run: ${first.name} is not finite, and run value by value it is; compute in another order, or in "strict" numerics.`,
      )
    );
  }
}

/** A graph as a function of its inputs in order. */
async function prepareGraph(graph: Graph, compile: CompileUnfused): Promise<RunGraph> {
  const types = (names: readonly string[], known: readonly TensorType[]): TypeTree =>
    Object.fromEntries(names.map((name, at) => [name, known[at] ?? tensorType("f32", [])]));
  const names = graph.outputs.map(({ name }) => name);
  const spec = types(graph.inputs, inputTypesOf(graph));
  const result = types(names, outputTypesOf(graph));
  const program = await compile(graph, spec, result);
  return (given) => {
    const inputs = Object.fromEntries(graph.inputs.map((name, at) => [name, given[at]]));
    const results: unknown = program.run(inputs as never);
    return names.map((name) => (results as Readonly<Record<string, HostTensor>>)[name] as HostTensor);
  };
}
