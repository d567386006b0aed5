/** Programs: a compiled graph with its storage and its persistent state. */
import type { GraphDiff } from "../graph/edit.ts";
import { RensaError } from "../graph/error.ts";
import { referenceKey, type Graph } from "../graph/graph.ts";
import type { HostTensor } from "../graph/host-tensor.ts";
import { sizeOf } from "../graph/shape.ts";
import { allocate } from "../graph/dtype.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { FusionPlan } from "../kernel/fusion/fusion.ts";
import type { MemoryPlan } from "../schedule/memory-plan.ts";
import { flattenTree, isTyped, type DataOf, type HostTensorsOf, type TypeTree } from "../trace/tree.ts";
import { soleInput, soleOutput } from "../trace/trace.ts";
import type { Prepared } from "./backend.ts";
import type { IndicesCheck } from "./check-indices.ts";
import type { FiniteCheck } from "./finite-check.ts";
import type { LabelCheck } from "./index-check.ts";
import { checkData, type CheckedData } from "./tensor-data.ts";
import { dataFinder, treeReader, type DataFinder } from "./tree-access.ts";

/** What a program was made of, at every stage, for people and tools. */
export interface ProgramStages {
  /** The graph after all passes. */
  readonly graph: Graph;
  /** What each pass changed. */
  readonly diffs: readonly GraphDiff[];
  readonly fusion: FusionPlan;
  readonly kernels: readonly Kernel[];
  readonly memory: MemoryPlan;
  /** What the backend made of each kernel, by kernel name. */
  readonly sources: ReadonlyMap<string, string>;
}

/** A compiled graph. `Spec` and `Result` are without the inputs and outputs that are its state. */
export interface Program<Spec = TypeTree, Result = TypeTree> {
  /**
   * Runs once. Data is copied in and results are copied out; nothing needs to be disposed.
   *
   * @throws RensaError `INPUT_MISSING`, `INPUT_MISMATCH`, `LABEL_OUT_OF_RANGE`, `INDEX_OUT_OF_RANGE` or `NON_FINITE`
   *   before anything is changed; `HOST_OP_FAILED`; `PROGRAM_BUSY` while a {@link Program.runAsync} is under way, and from
   *   a host op of the program itself.
   */
  run(inputs: DataOf<Spec>): HostTensorsOf<Result>;
  /**
   * {@link Program.run}, without keeping a page busy: on the main thread of a cross-origin isolated page, workers of the
   * WebAssembly backend compute, unless the program has host ops. Elsewhere it is done when the call returns. Data is
   * copied in at the call; calls run one after the other, in their order. Until they are done, `run`, `readState` and
   * `writeState` are refused. Rejects as `run` throws, and with `THREAD_LOST`.
   */
  runAsync(inputs: DataOf<Spec>): Promise<HostTensorsOf<Result>>;
  /** A copy of the persistent state, by path. */
  readState(): ReadonlyMap<string, HostTensor>;
  /**
   * Sets state by path; what is left out keeps its value.
   *
   * @throws RensaError `INPUT_MISMATCH` before anything is changed.
   */
  writeState(state: ReadonlyMap<string, HostTensor> | Readonly<Record<string, HostTensor>>): void;
  readonly stages: ProgramStages;
}

/** What a program is made from. */
export interface ProgramParts {
  readonly prepared: Prepared;
  readonly stages: ProgramStages;
  readonly spec: unknown;
  readonly result: TypeTree;
  /** The names of the inputs that are state. */
  readonly state: ReadonlySet<string>;
  /** Looks at the labels among the inputs; `null` where there are none. */
  readonly labels: LabelCheck | null;
  /** Refuses indices outside what they index; `null` where each op deals with them. */
  readonly indices: IndicesCheck | null;
  /** Refuses values that are not finite; `null` where they are allowed. */
  readonly finite: FiniteCheck | null;
}

interface NamedType {
  readonly name: string;
  readonly type: TensorType;
}

/** What is kept from before a run. */
interface RunStart {
  /** Results that are state as it was. */
  readonly oldState: ReadonlyMap<string, HostTensor>;
  /** All inputs, where it must be found out what made a value that is not finite. */
  readonly inputs: readonly HostTensor[];
}

const noState: ReadonlyMap<string, HostTensor> = new Map();

/** A program that runs on prepared storage. */
export class CompiledProgram<Spec, Result> implements Program<Spec, Result> {
  readonly stages: ProgramStages;
  readonly #parts: ProgramParts;
  readonly #inputs: readonly NamedType[];
  readonly #outputs: ReadonlyMap<string, string>;
  /** The inputs that are no state, each with the place at which its data is found. */
  readonly #dataInputs: readonly (NamedType & { readonly at: number; readonly what: string })[];
  readonly #findData: DataFinder;
  readonly #readResult: (start: RunStart) => unknown;
  /** The outputs that are state as it was before the run, which then replaces it. */
  readonly #oldState: readonly (NamedType & { readonly buffer: string })[];

  /** A run computes right now: whoever calls is one of its host ops. */
  #isRunning = false;
  /** Asynchronous runs that are under way or wait for their turn. */
  #pending = 0;
  #turn: Promise<void> = Promise.resolve();

  constructor(parts: ProgramParts) {
    const { graph } = parts.stages;
    this.#parts = parts;
    this.stages = parts.stages;
    this.#inputs = graph.inputs.map((name) => ({
      name,
      type: graph.nodes[name]?.outputs[0] ?? { shape: [], dtype: "f32" },
    }));
    this.#outputs = new Map(graph.outputs.map(({ name, source }) => [name, referenceKey(source)]));
    this.#oldState = this.#inputs.flatMap(({ name: buffer, type }) => {
      if (!parts.state.has(buffer)) return [];
      const names = [...this.#outputs].flatMap(([name, source]) => (source === buffer ? [name] : []));
      return names.filter((name) => !parts.state.has(name)).map((name) => ({ name, buffer, type }));
    });
    this.#readResult = this.#resultReader();
    const found = flattenTree(parts.spec, isTyped)
      .map(([path]) => (path === "" ? soleInput : path))
      .filter((name) => !parts.state.has(name));
    this.#findData = dataFinder(parts.spec, (path) => parts.state.has(path));
    this.#dataInputs = this.#inputs
      .filter(({ name }) => !parts.state.has(name))
      .map((input) => ({ ...input, what: `run: the input "${input.name}"`, at: found.indexOf(input.name) }));
  }

  run(inputs: DataOf<Spec>): HostTensorsOf<Result> {
    // Reading the data may call the user's code, so it comes before what that must not disturb.
    const checked = this.#check(inputs);
    this.#refuseBusy("run");
    this.#isRunning = true;
    try {
      const start = this.#begin(checked);
      this.#parts.prepared.run();
      return this.#finish(start);
    } finally {
      this.#isRunning = false;
    }
  }

  async runAsync(inputs: DataOf<Spec>): Promise<HostTensorsOf<Result>> {
    const { prepared } = this.#parts;
    if (prepared.runAsync === undefined) return this.run(inputs);
    const checked = this.#check(inputs);
    this.#refuseReentry("runAsync");
    // The storage is in use, where another run is under way.
    const start = this.#pending === 0 ? this.#begin(checked) : null;
    const waiting = start === null ? checked.map((each) => this.#hold(each)) : [];
    this.#pending++;
    const done = this.#turn.then(async () => {
      try {
        const begun = start ?? this.#begin(waiting);
        await prepared.runAsync?.();
        return this.#finish(begun);
      } finally {
        this.#pending--;
      }
    });
    const over = (): void => undefined;
    this.#turn = done.then(over, over);
    return done;
  }

  readState(): ReadonlyMap<string, HostTensor> {
    this.#refuseBusy("readState");
    const states = this.#inputs.filter(({ name }) => this.#parts.state.has(name));
    return new Map(states.map(({ name, type }) => [name, this.#read(name, type)]));
  }

  writeState(state: ReadonlyMap<string, HostTensor> | Readonly<Record<string, HostTensor>>): void {
    this.#refuseBusy("writeState");
    const types = new Map(this.#inputs.map(({ name, type }) => [name, type]));
    if (typeof state !== "object" || (state as unknown) === null) {
      throw new RensaError("INPUT_MISMATCH", "writeState: pass a map or an object of tensors by path.");
    }
    const entries = state instanceof Map ? state : Object.entries(state);
    const checked = [...(entries as Iterable<[string, HostTensor]>)].map(([name, tensor]) => {
      const type = types.get(name);
      if (type === undefined || !this.#parts.state.has(name)) {
        throw new RensaError(
          "INPUT_MISMATCH",
          `writeState: the program has no state "${name}"; it has ${[...this.#parts.state].join(", ")}.`,
        );
      }
      return checkData(`writeState: the state "${name}"`, name, type, tensor, false);
    });
    this.#copyIn(checked);
  }

  #check(inputs: DataOf<Spec>): readonly CheckedData[] {
    const isFinite = this.#parts.finite !== null;
    const data = this.#findData(inputs);
    return this.#dataInputs.map(({ name, what, type, at }) => {
      const checked = checkData(what, name, type, data[at], isFinite);
      this.#parts.labels?.(name, checked.values);
      return checked;
    });
  }

  /** All inputs as a run with this data sees them. */
  #inputsWith(checked: readonly CheckedData[]): readonly HostTensor[] {
    const given = new Map(checked.map((each) => [each.name, each]));
    return this.#inputs.map(({ name, type }) => {
      const data = this.#array(name).slice();
      given.get(name)?.copyTo(data);
      return { ...type, data };
    });
  }

  /** Copies data in, and keeps what the run will replace. */
  #begin(checked: readonly CheckedData[]): RunStart {
    this.#parts.indices?.expectInside(this.#inputsWith(checked));
    this.#copyIn(checked);
    return {
      // Most programs have none, and a map costs something after every step.
      oldState:
        this.#oldState.length === 0
          ? noState
          : new Map(this.#oldState.map(({ name, buffer, type }) => [name, this.#read(buffer, type)])),
      inputs: this.#parts.finite === null ? [] : this.#inputs.map(({ name, type }) => this.#read(name, type)),
    };
  }

  #finish(start: RunStart): HostTensorsOf<Result> {
    const { inputs } = start;
    this.#parts.finite?.expectFinite({
      inputs,
      read: (buffer, type) => this.#read(buffer, type),
      restore: () => {
        this.#inputs.forEach(({ name }, at) => {
          if (this.#parts.state.has(name)) this.#array(name).set(inputs[at]?.data ?? []);
        });
      },
    });
    return this.#readResult(start) as HostTensorsOf<Result>;
  }

  /** What reads the results that are no state, as they are nested. */
  #resultReader(): (start: RunStart) => unknown {
    const { result, state } = this.#parts;
    const states = new Set([...state].map((name) => name.split(".")[0]));
    const tree = isTyped(result)
      ? result
      : Object.fromEntries(Object.entries(result).filter(([name]) => !states.has(name)));
    const old = new Set(this.#oldState.map(({ name }) => name));
    return treeReader<RunStart>(states.size === 0 ? result : tree, (type, path) => {
      const name = path === "" ? soleOutput : path;
      if (old.has(name)) return ({ oldState }) => oldState.get(name);
      const buffer = this.#outputs.get(name) ?? "";
      return () => this.#read(buffer, type);
    });
  }

  /** A copy of data that waits for its turn. */
  #hold({ name, copyTo }: CheckedData): CheckedData {
    const held = this.#array(name).slice();
    copyTo(held);
    return {
      name,
      values: held,
      copyTo: (target) => {
        target.set(held);
      },
    };
  }

  #refuseReentry(what: string): void {
    if (!this.#isRunning) return;
    throw new RensaError(
      "PROGRAM_BUSY",
      `${what}: a host op of the program calls it while it runs; compile the traced function again for use in there.`,
    );
  }

  #refuseBusy(what: string): void {
    this.#refuseReentry(what);
    if (this.#pending === 0) return;
    throw new RensaError("PROGRAM_BUSY", `${what}: a runAsync of the program is under way; await it before.`);
  }

  #copyIn(checked: readonly CheckedData[]): void {
    for (const { name, copyTo } of checked) copyTo(this.#array(name));
  }

  #read(buffer: string, type: TensorType): HostTensor {
    const data = allocate(type.dtype, sizeOf(type.shape));
    const source = this.#array(buffer);
    // In float64 the oracle's results keep their digits.
    if (type.dtype === "f32" && source instanceof Float64Array) return { ...type, data: source.slice() };
    // Losses and reports are read after every step.
    if (data.length === 1) data[0] = source[0] ?? Number.NaN;
    else data.set(source);
    return { shape: type.shape, dtype: type.dtype, data };
  }

  #array(name: string): Prepared["arrays"] extends ReadonlyMap<string, infer A> ? A : never {
    const array = this.#parts.prepared.arrays.get(name);
    if (array === undefined) throw new RensaError("INTERNAL", `The buffer ${name} has no storage.`);
    return array;
  }
}
