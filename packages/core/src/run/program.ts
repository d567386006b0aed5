/** Programs: a compiled graph with its storage, on the store that keeps its state. */
import type { GraphDiff } from "../graph/edit.ts";
import type { Graph } from "../graph/graph.ts";
import type { FusionPlan } from "../kernel/fusion/fusion.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { MemoryPlan } from "../schedule/memory-plan.ts";
import type { DataOf, HostTensorsOf, TypeTree } from "../trace/tree.ts";
import type { Store } from "./store.ts";

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
  /** True where {@link Program.run} works: where values stand in memory that this thread sees. */
  readonly runsHere: boolean;
  /**
   * Runs once. Data is copied in and results are copied out; nothing needs to be disposed.
   *
   * @param inputs - The data, by name.
   *
   * @throws RensaError `INPUT_MISSING`, `INPUT_MISMATCH`, `LABEL_OUT_OF_RANGE`, `INDEX_OUT_OF_RANGE` or `NON_FINITE`
   *   before anything is changed; `HOST_OP_FAILED`; `PROGRAM_BUSY` while a {@link Program.runAsync} of it or of another
   *   program of its store is under way, and from a host op of the program itself; `BACKEND_UNSUPPORTED` where values stand elsewhere.
   */
  run(inputs: DataOf<Spec>): HostTensorsOf<Result>;
  /**
   * {@link Program.run}, without keeping a page busy: on the main thread of a cross-origin isolated page, workers of the
   * WebAssembly backend compute, unless the program has host ops. Where values stand elsewhere, runs are queued there. In
   * other cases it is done when the call returns. Data is copied in at the call; calls of all programs of a store run one
   * after the other, in their order. Rejects as `run` throws, and with `THREAD_LOST`.
   *
   * @param inputs - The data, by name.
   */
  runAsync(inputs: DataOf<Spec>): Promise<HostTensorsOf<Result>>;
  /**
   * Gives back its place in the memory of its store, for other programs, when all of its runs are over; its state stays in the
   * store. It cannot be run any more. Memory of its own, and every place that is not given back, is free some time after
   * nothing refers to the program.
   *
   * @throws RensaError `PROGRAM_BUSY` while a {@link Program.runAsync} is under way.
   */
  release(): void;
  readonly stages: ProgramStages;
}

/** A program with its state, of which `State` are the types by name. */
export interface StatefulProgram<Spec, Result, State> extends Program<Spec, Result> {
  /** What keeps its state: the store that it was compiled with, or one of its own. */
  readonly store: Store<State>;
}
