/** A run in a terminal: the model, a bar that moves, a line per epoch. */
import { checkOptions } from "@rensa/core";
import type { MonoTypeOperatorFunction } from "rxjs";
import { watch, type OperatorOptions } from "../operators/operate.ts";
import type { StartedEvent, StepEvent, TrainEvent } from "../train/event.ts";
import { formatBar, formatDuration, formatEpoch, formatStarted } from "./progress-text.ts";

/** Where text goes: `process.stdout`, `process.stderr`, or anything that can be written to. */
export interface TextStream {
  /**
   * @param text - What is written.
   */
  write(text: string): unknown;
  /** True for a terminal, on which a bar is drawn. */
  readonly isTTY?: boolean;
  /** Width of the terminal, in characters. */
  readonly columns?: number;
}

/** What {@link progressBar} shows, and where. */
export interface ProgressBarOptions extends OperatorOptions {
  /** Default: `process.stderr`. */
  readonly stream?: TextStream;
  /** Whether the model's parameters are listed at the start. Default: true. */
  readonly summary?: boolean;
  /** The least time between two drawings of the bar. Default: 100. */
  readonly milliseconds?: number;
}

const clearLine = "\r\u001b[K";

/**
 * Shows a run on a terminal: the model's parameters, a bar that is drawn at most ten times a second, a line for every
 * epoch, and how it ended. Where the stream is no terminal, there are plain lines alone. It passes every event on.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { Dataset } from "@rensa/data";
 * import { dense } from "@rensa/nn";
 * import { meanSquaredError } from "@rensa/ops";
 * import { progressBar } from "@rensa/optim/node";
 * import { lastValueFrom } from "rxjs";
 * import { sgd, train } from "rensa";
 *
 * const data = Dataset.fromArrays({ inputs: [[1], [2]], targets: [[2], [4]], shape: [1], targetShape: [1] }).batch(2);
 * const config = { model: dense(1, 1), loss: meanSquaredError, optimizer: sgd(0.1), data, epochs: 3 };
 * const lines: string[] = [];
 * const stream = { write: (text: string) => lines.push(text) }; // else process.stderr
 * await lastValueFrom(train(config).pipe(progressBar({ stream })));
 * console.log(lines.join("").includes("epoch 3/3")); // true
 * ```
 */
export function progressBar(options: ProgressBarOptions = {}): MonoTypeOperatorFunction<TrainEvent> {
  checkOptions("progressBar", options, ["stream", "summary", "milliseconds", "onError"]);
  const { stream = process.stderr, summary = true, milliseconds = 100 } = options;
  return watch(() => {
    const display = new Display(stream, milliseconds);
    return {
      next(event) {
        display.show(event, summary);
      },
      release() {
        display.clear();
      },
    };
  }, options);
}

class Display {
  readonly #stream: TextStream;
  readonly #milliseconds: number;
  #started: StartedEvent | null = null;
  #drawnAt = Number.NEGATIVE_INFINITY;
  #isDrawn = false;

  constructor(stream: TextStream, milliseconds: number) {
    this.#stream = stream;
    this.#milliseconds = milliseconds;
  }

  show(event: TrainEvent, summary: boolean): void {
    switch (event.type) {
      case "started":
        this.#started = event;
        if (summary) this.#line(`${formatStarted(event)}\n`);
        break;
      case "step":
        this.#draw(event);
        break;
      case "epochCompleted":
        this.#line(formatEpoch(event, this.#started?.epochs ?? event.epoch));
        break;
      case "nonFinite":
        this.#line(event.message);
        break;
      case "paused":
      case "resumed":
        this.#line(`${event.type} after step ${String(event.step)}`);
        break;
      case "completed":
        this.#line(`completed after ${String(event.step)} steps in ${formatDuration(event.seconds)}`);
        break;
      case "stopped":
        this.#line(`stopped after ${String(event.step)} steps in ${formatDuration(event.seconds)}: ${event.reason}`);
        break;
      case "failed":
        this.#line(`failed after ${String(event.step)} steps: ${event.error.code}: ${event.error.message}`);
        break;
      default:
    }
  }

  /** Takes the bar away. */
  clear(): void {
    if (this.#isDrawn) this.#stream.write(clearLine);
    this.#isDrawn = false;
  }

  #draw(event: StepEvent): void {
    if (this.#stream.isTTY !== true || this.#started === null) return;
    const { epochs, batchesPerEpoch, step, time } = this.#started;
    const steps = epochs * batchesPerEpoch;
    if (event.time - this.#drawnAt < this.#milliseconds && event.step < steps) return;
    this.#drawnAt = event.time;
    this.#isDrawn = true;
    const text = formatBar(event, steps, (event.step - step) / ((event.time - time) / 1000));
    // A line that wraps cannot be drawn in place. A terminal without a size says 0.
    this.#stream.write(`\r${text.slice(0, Math.max(1, (this.#stream.columns || 120) - 1))}\u001b[K`);
  }

  #line(text: string): void {
    this.clear();
    this.#stream.write(`${text}\n`);
  }
}
