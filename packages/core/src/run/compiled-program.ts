/** A program that runs on prepared storage: at once, later, or where its values stand elsewhere. */
import { RensaError } from "../graph/error.ts";
import { referenceKey } from "../graph/graph.ts";
import type { HostTensor } from "../graph/host-tensor.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import { soleInput, soleOutput } from "../trace/trace.ts";
import { flattenTree, isTyped, type DataOf, type HostTensorsOf, type TypeTree } from "../trace/tree.ts";
import { doNow } from "./asked-runs.ts";
import type { Prepared } from "./backend.ts";
import type { IndicesCheck } from "./check-indices.ts";
import type { FiniteCheck } from "./finite-check.ts";
import type { LabelCheck } from "./index-check.ts";
import type { StateUse } from "./plan-program.ts";
import type { ProgramStages, StatefulProgram } from "./program.ts";
import { readTensor } from "./read-tensor.ts";
import type { runElsewhere } from "./run-elsewhere.ts";
import {
  dataOf,
  tensorsOf,
  valuesIn,
  withBuffers,
  type NamedBuffers,
  type NamedType,
  type Result,
  type RunEnd,
  type Values,
  type View,
} from "./run-values.ts";
import type { MemoryStore, Store } from "./store.ts";
import { checkData, type CheckedData } from "./tensor-data.ts";
import { dataFinder, treeReader, type DataFinder } from "./tree-access.ts";
import type { Turns } from "./turns.ts";

/** What a program is made from. */
export interface ProgramParts<State> {
  readonly prepared: Prepared;
  readonly stages: ProgramStages;
  readonly spec: unknown;
  readonly result: TypeTree;
  /** What keeps its state. */
  readonly store: MemoryStore<State>;
  readonly state: StateUse | null;
  /** Looks at the labels among the inputs; `null` where there are none. */
  readonly labels: LabelCheck | null;
  /** Refuses indices outside what they index; `null` where each op deals with them. */
  readonly indices: IndicesCheck | null;
  /** Refuses values that are not finite; `null` where they are allowed. */
  readonly finite: FiniteCheck | null;
  /** What runs it where its values stand elsewhere; `null` where they are here. */
  readonly elsewhere: { readonly run: typeof runElsewhere } | null;
}

/** What is kept from before a run. */
interface RunStart {
  /** Results that are state as it was. */
  readonly oldState: Values;
  /** All inputs and all state, where it must be found out what made a value that is not finite. */
  readonly before: Values;
}

const nothing: Values = new Map();

/** A program that runs on prepared storage. */
export class CompiledProgram<Spec, Results, State> implements StatefulProgram<Spec, Results, State> {
  readonly stages: ProgramStages;
  readonly store: Store<State>;
  readonly runsHere: boolean;
  readonly #parts: ProgramParts<State>;
  readonly #turns: Turns;
  readonly #inputs: readonly NamedType[];
  readonly #results: readonly Result[];
  /** What it keeps in the store: inputs, outputs or both. */
  readonly #state: readonly NamedType[];
  /** The inputs that are no state, each with the place at which its data is found. */
  readonly #dataInputs: readonly (NamedType & { readonly at: number; readonly what: string })[];
  readonly #findData: DataFinder;
  readonly #readResults: (end: RunEnd) => unknown;
  /** The results that are state as it was before the run, which then replaces it. */
  readonly #oldState: readonly Result[];
  #isReleased = false;

  constructor(parts: ProgramParts<State>) {
    const { graph } = parts.stages;
    this.#parts = parts;
    this.stages = parts.stages;
    this.store = parts.store;
    this.runsHere = parts.prepared.run !== undefined;
    this.#turns = parts.store.memory.turns;
    this.#inputs = graph.inputs.map((name) => ({
      name,
      type: graph.nodes[name]?.outputs[0] ?? { shape: [], dtype: "f32" },
    }));
    const used = new Set([...(parts.state?.reads ?? []), ...(parts.state?.writes ?? [])]);
    this.#state = [...parts.store.leaves].flatMap(([name, type]) => (used.has(name) ? [{ name, type }] : []));
    const tree = withoutState(parts.result, parts.store.names);
    const buffers = new Map(graph.outputs.map(({ name, source }) => [name, referenceKey(source)]));
    this.#results = flattenTree(tree, isTyped).map(([path, type]) => {
      const name = path === "" ? soleOutput : path;
      return { name, type, buffer: buffers.get(name) ?? "" };
    });
    this.#oldState = this.#results.filter(({ buffer }) => used.has(buffer));
    const old = new Set(this.#oldState.map(({ name }) => name));
    this.#readResults = treeReader<RunEnd>(tree, (type, path) => {
      const name = path === "" ? soleOutput : path;
      if (old.has(name)) return ({ oldState }) => oldState.get(name);
      const buffer = buffers.get(name) ?? "";
      return ({ view }) => readTensor(type, view(buffer));
    });
    const found = flattenTree(parts.spec, isTyped)
      .map(([path]) => (path === "" ? soleInput : path))
      .filter((name) => !used.has(name));
    this.#findData = dataFinder(parts.spec, (path) => used.has(path));
    this.#dataInputs = this.#inputs
      .filter(({ name }) => !used.has(name))
      .map((input) => ({ ...input, what: `run: the input "${input.name}"`, at: found.indexOf(input.name) }));
  }

  run(inputs: DataOf<Spec>): HostTensorsOf<Results> {
    // Reading the data may call the user's code, so it comes before what that must not disturb.
    const checked = this.#check(inputs);
    const { storage, run } = this.#parts.prepared;
    const { view } = storage;
    if (view === undefined || run === undefined) {
      throw new RensaError(
        "BACKEND_UNSUPPORTED",
        "run: the values of this backend's programs stand elsewhere; use await program.runAsync(...).",
      );
    }
    this.#turns.refuseBusy("run");
    this.#turns.enter();
    try {
      const start = this.#begin(checked, view);
      run();
      return this.#finish(start, view);
    } finally {
      this.#turns.leave();
    }
  }

  async runAsync(inputs: DataOf<Spec>): Promise<HostTensorsOf<Results>> {
    const { storage, runAsync } = this.#parts.prepared;
    const { view } = storage;
    if (runAsync === undefined) return this.run(inputs);
    const checked = this.#check(inputs);
    this.#turns.refuseReentry("runAsync");
    const { elsewhere } = this.#parts;
    if (view === undefined) {
      if (elsewhere === null) throw new RensaError("INTERNAL", "What runs elsewhere was not loaded.");
      return this.#read(
        await elsewhere.run(checked, { ...this.#parts, storage, runAsync, turns: this.#turns }, this.#named),
      );
    }
    // The storage is in use, where another run is under way.
    const start = this.#turns.isFree ? this.#begin(checked, view) : null;
    const waiting = start === null ? checked.map(hold) : [];
    return this.#turns.queue(async () => {
      const begun = start ?? this.#begin(waiting, view);
      await runAsync();
      return this.#finish(begun, view);
    });
  }

  release(): void {
    this.#turns.refuseBusy("release");
    if (!this.#isReleased) this.#parts.prepared.release?.();
    this.#isReleased = true;
  }

  #check(inputs: DataOf<Spec>): readonly CheckedData[] {
    if (this.#isReleased) {
      throw new RensaError("PROGRAM_RELEASED", "run: the program was released; compile its traced function again.");
    }
    const isFinite = this.#parts.finite !== null;
    const data = this.#findData(inputs);
    return this.#dataInputs.map(({ name, what, type, at }) => {
      const checked = checkData(what, name, type, data[at], isFinite);
      this.#parts.labels?.(name, checked.values);
      return checked;
    });
  }

  /** Copies data in, and keeps what the run will replace. */
  #begin(checked: readonly CheckedData[], view: View): RunStart {
    const { indices, finite } = this.#parts;
    if (indices !== null) {
      const given = new Map(checked.map((each) => [each.name, each]));
      const inputs = this.#inputs.map(({ name, type }): HostTensor => {
        const data = view(name).slice();
        const values = given.get(name)?.values;
        if (values !== undefined) data.set(values);
        return { ...type, data };
      });
      doNow(indices.expectInside(inputs));
    }
    for (const { name, values } of checked) view(name).set(values);
    return {
      // Most programs have none, and a map costs something after every step.
      oldState: this.#oldState.length === 0 ? nothing : valuesIn(view, this.#oldState),
      before: finite === null ? nothing : valuesIn(view, withBuffers([...this.#inputs, ...this.#state])),
    };
  }

  #finish({ before, oldState }: RunStart, view: View): HostTensorsOf<Results> {
    const { finite } = this.#parts;
    if (finite !== null) {
      const read = (buffer: string, type: TensorType): HostTensor => readTensor(type, view(buffer));
      const restore = (): void => {
        for (const { name } of this.#state) view(name).set(dataOf(before, name));
      };
      doNow(finite.expectFinite({ inputs: tensorsOf(this.#inputs, before), read, restore }));
    }
    return this.#read({ oldState, view });
  }

  #read(end: RunEnd): HostTensorsOf<Results> {
    // Nested as the result's types are.
    return this.#readResults(end) as HostTensorsOf<Results>;
  }

  get #named(): NamedBuffers {
    return { inputs: this.#inputs, state: this.#state, results: this.#results, oldState: this.#oldState };
  }
}

/** The tree of results without what is state. */
function withoutState(result: TypeTree, names: readonly string[]): TypeTree {
  if (names.length === 0 || isTyped(result)) return result;
  return Object.fromEntries(Object.entries(result).filter(([name]) => !names.includes(name)));
}

/** A copy of data that waits for its turn. */
function hold({ name, values }: CheckedData): CheckedData {
  return { name, values: values.slice() };
}
