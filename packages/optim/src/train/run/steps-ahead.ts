/**
 * Steps that are begun before those in front of them were told of, and how they are taken back: the state is copied now and
 * then, beside itself, and from the last copy the steps up to the wanted one are computed again, which gives the same bits.
 * Loaded where more than one step may be in flight.
 */
import {
  mapTree,
  traceTree,
  type Engine,
  type HostTensor,
  type Program,
  type Tensor,
  type TensorTree,
} from "@rensa/core";
import type { TrainingBatch } from "../config.ts";
import { isHostTensor } from "../step/scores.ts";
import type { StateTypes, TrainingStore } from "../step/state-types.ts";
import type { StepUnderWay } from "./step-under-way.ts";

/** Begins a step on a batch once it is compiled. */
export type StepOn = (batch: TrainingBatch) => Promise<() => StepUnderWay>;

/** Where copies stand. While one is as old as the step that was told of last, the other can be made. */
const places = ["kept0", "kept1"] as const;

interface Copying {
  readonly keep: Program<unknown, unknown>;
  readonly restore: Program<unknown, unknown>;
}

/** A copy of the state after a step. */
interface Copy {
  readonly step: number;
  readonly copying: Copying;
}

/** The copies of a state, and the batches of the steps since. */
export class StepsAhead {
  /** The state, without its copies. */
  readonly store: TrainingStore;
  readonly #copying: readonly Copying[];
  readonly #stepsInFlight: number;
  /** The older one first. */
  #copies: readonly Copy[] = [];
  /** Of the steps after the oldest copy, in order. */
  #batches: readonly TrainingBatch[] = [];

  private constructor(store: TrainingStore, copying: readonly Copying[], stepsInFlight: number) {
    this.store = store;
    this.#copying = copying;
    this.#stepsInFlight = stepsInFlight;
  }

  /** Makes the store of a training with room for copies. */
  static async make(engine: Engine, types: StateTypes, stepsInFlight: number): Promise<StepsAhead> {
    const state = await engine.createStore({ ...types, kept0: types, kept1: types });
    const copying: Copying[] = [];
    for (const place of places) {
      const keep = traceTree<StateTypes, unknown>(types, (now: TensorTree) => ({ [place]: now }));
      const spec = { [place]: types };
      const restore = traceTree<typeof spec, unknown>(spec, (kept: Readonly<Record<string, Tensor>>) => kept[place]);
      copying.push({
        keep: await engine.compile(keep, { state }),
        restore: await engine.compile(restore, { state }),
      });
    }
    return new StepsAhead(state.pick("parameters", "optimizer", "key", "step"), copying, stepsInFlight);
  }

  /**
   * Before a step is begun, after so many others.
   *
   * @param told - Steps that were told of: to none before the last of these will the state go back.
   */
  begin(batch: TrainingBatch, begun: number, told: number): void {
    const [older, newer] = this.#copies;
    if (older !== undefined && newer !== undefined && newer.step <= told) {
      this.#copies = [newer];
      this.#batches = this.#batches.slice(newer.step - older.step);
    }
    const last = this.#copies.at(-1);
    if (last === undefined || begun - last.step >= this.#stepsInFlight) this.#keep(begun);
    // A source may use its memory again for the next batch.
    this.#batches = [...this.#batches, copyOf(batch)];
  }

  /** Nothing is in flight, and the state may be changed by others: what is kept of before does not count any more. */
  reset(): void {
    this.#copies = [];
    this.#batches = [];
  }

  /** Gives the state of an earlier step back. Resolves with the batches of the steps after it. */
  async rewind(step: number, stepOn: StepOn): Promise<readonly TrainingBatch[]> {
    const [oldest] = this.#copies;
    const copy = this.#copies.findLast((each) => each.step <= step);
    if (oldest === undefined || copy === undefined) return [];
    const [batches, at] = [this.#batches, oldest.step];
    this.reset();
    await copy.copying.restore.runAsync({});
    for (const batch of batches.slice(copy.step - at, step - at)) {
      const begin = await stepOn(batch);
      await begin().result;
    }
    return batches.slice(step - at);
  }

  #keep(step: number): void {
    const copying = this.#copying.find((each) => this.#copies.every((copy) => copy.copying !== each));
    if (copying === undefined) return;
    // Where the backend is lost, the steps tell of it.
    copying.keep.runAsync({}).catch(() => undefined);
    this.#copies = [...this.#copies, { step, copying }];
  }
}

function copyOf(batch: TrainingBatch): TrainingBatch {
  try {
    return { inputs: copiesOf(batch.inputs), targets: copiesOf(batch.targets) };
  } catch {
    // What is no batch is refused when its step begins.
    return batch;
  }
}

function copiesOf(tree: unknown): TrainingBatch["inputs"] {
  return mapTree<HostTensor, TrainingBatch["inputs"]>(tree, isHostTensor, (tensor) => ({
    ...tensor,
    data: tensor.data.slice(),
  }));
}
