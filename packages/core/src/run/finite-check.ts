/** Refuses results and state that are not finite. Loaded where a program is compiled with `checkFinite`. */
import { RensaError } from "../graph/error.ts";
import { referenceKey, type Graph, type GraphOutput } from "../graph/graph.ts";
import type { HostTensor } from "../graph/host-tensor.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import type { OpDefinition } from "../op/definition.ts";
import type { AskingRuns } from "./asked-runs.ts";
import { firstNonFinite } from "./first-non-finite.ts";
import { NonFiniteLocator } from "./non-finite.ts";
import { prepareGraph, type CompileUnfused } from "./prepare-graph.ts";

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

  /** The buffers of the outputs that are looked at. */
  get outputs(): readonly { readonly buffer: string }[] {
    return this.#graph.outputs.map(({ name, source }) => ({
      buffer: this.#state.has(name) ? name : referenceKey(source),
    }));
  }

  /** @throws RensaError `NON_FINITE`, which names what made the first such value; the state is as before the run then. */
  *expectFinite({ inputs, read, restore }: CheckedRun): AskingRuns<void> {
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
      (yield* this.#locator.locate(inputs, wanted)) ??
      new RensaError(
        "NON_FINITE",
        `run: ${first.name} is not finite, and run value by value it is; compute in another order, or in "strict" numerics.`,
      )
    );
  }
}
