/** A store that writes when it is told to. */
import type { CheckpointStore, SaveOptions } from "../src/checkpoint/checkpoint-store.ts";
import { memoryStore } from "../src/checkpoint/memory-store.ts";
import type { TrainingSnapshot } from "../src/train/snapshot/snapshot.ts";

export class SlowStore implements Pick<CheckpointStore, "save"> {
  readonly inner = memoryStore({ keepLast: 99 });
  readonly begun: number[] = [];
  readonly #open: (() => void)[] = [];
  #isOpen = false;
  underWay = 0;
  mostUnderWay = 0;

  readonly store: CheckpointStore = {
    save: (snapshot, options) => this.save(snapshot, options),
    list: () => this.inner.list(),
    load: (name) => this.inner.load(name),
    latest: () => this.inner.latest(),
    best: () => this.inner.best(),
    remove: (name) => this.inner.remove(name),
  };

  async save(snapshot: TrainingSnapshot, options?: SaveOptions) {
    this.begun.push(snapshot.progress.step);
    this.mostUnderWay = Math.max(this.mostUnderWay, ++this.underWay);
    if (!this.#isOpen) await new Promise<void>((resolve) => this.#open.push(resolve));
    this.underWay--;
    return this.inner.save(snapshot, options);
  }

  finishOne(): void {
    this.#open.shift()?.();
  }

  finishAll(): void {
    this.#isOpen = true;
    for (const open of this.#open.splice(0)) open();
  }
}
