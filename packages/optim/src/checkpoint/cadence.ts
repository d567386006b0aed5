/** When a checkpoint is due. */
import { expectRange, ranges } from "../ranges.ts";
import type { TrainEvent } from "../train/event.ts";

/** How often checkpoints are saved; several may be given. Default: after every epoch. */
export interface CadenceOptions {
  /** After every so many steps of the run. */
  readonly everySteps?: number;
  /** After every so many epochs. */
  readonly everyEpochs?: number;
  /** After the first step that is so many seconds after the last checkpoint. */
  readonly everySeconds?: number;
}

/** Tells when a checkpoint is due. */
export class Cadence {
  readonly #everySteps: number | undefined;
  readonly #everyEpochs: number | undefined;
  readonly #everyMilliseconds: number | undefined;
  #lastTime: number | null = null;

  constructor({ everySteps, everyEpochs, everySeconds }: CadenceOptions) {
    if (everySteps !== undefined) expectRange("checkpointTo", ranges.count, { everySteps });
    if (everyEpochs !== undefined) expectRange("checkpointTo", ranges.count, { everyEpochs });
    if (everySeconds !== undefined) expectRange("checkpointTo", ranges.positive, { everySeconds });
    const isSilent = everySteps === undefined && everySeconds === undefined;
    this.#everySteps = everySteps;
    this.#everyEpochs = everyEpochs ?? (isSilent ? 1 : undefined);
    this.#everyMilliseconds = everySeconds === undefined ? undefined : everySeconds * 1000;
  }

  /** Whether a checkpoint is due at an event, of which every one has to be shown. */
  isDue(event: TrainEvent): boolean {
    this.#lastTime ??= event.time;
    const isDue = event.type === "step" ? this.#isDueAtStep(event) : this.#isDueAtEpoch(event);
    if (isDue) this.#lastTime = event.time;
    return isDue;
  }

  #isDueAtStep({ step, time }: TrainEvent): boolean {
    if (this.#everySteps !== undefined && step % this.#everySteps === 0) return true;
    return this.#everyMilliseconds !== undefined && time - (this.#lastTime ?? time) >= this.#everyMilliseconds;
  }

  #isDueAtEpoch({ type, epoch }: TrainEvent): boolean {
    return type === "epochCompleted" && this.#everyEpochs !== undefined && epoch % this.#everyEpochs === 0;
  }
}
