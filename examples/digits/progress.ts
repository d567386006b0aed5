/** What a training looks like in a terminal: a summary, a bar that moves, a line per epoch. */
import type { EpochCompletedEvent, StartedEvent, StepCompletedEvent } from "@rensa/optim";

/** The model's parameters as a table. */
export function modelSummary(event: StartedEvent): string {
  const rows = event.parameters.map(({ name, shape, dtype, count }) => [
    name,
    `${dtype}[${shape.join(", ")}]`,
    count.toLocaleString("en"),
  ]);
  const total = event.parameters.reduce((sum, { count }) => sum + count, 0);
  const all = [["parameter", "type", "count"], ...rows, ["total", "", total.toLocaleString("en")]];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map(
    ([name = "", type = "", count = ""]) =>
      `  ${name.padEnd(widths[0] ?? 0)}  ${type.padEnd(widths[1] ?? 0)}  ${count.padStart(widths[2] ?? 0)}`,
  );
  const compiled = `compiled in ${(event.compileMilliseconds / 1000).toFixed(2)} s for ${event.backend} (threads: ${String(event.threads)})`;
  return [...lines, `  ${compiled}`, ""].join("\n");
}

/** A bar for the whole run, redrawn in place on a terminal at most ten times a second, and else not at all. */
export class ProgressBar {
  readonly #stream: NodeJS.WriteStream;
  readonly #steps: number;
  readonly #start = performance.now();
  #drawn = 0;

  constructor(stream: NodeJS.WriteStream, steps: number) {
    this.#stream = stream;
    this.#steps = steps;
  }

  /** Shows where the run stands. */
  show({ step, loss, metrics }: StepCompletedEvent): void {
    const now = performance.now();
    if (!this.#stream.isTTY || (now - this.#drawn < 100 && step < this.#steps)) return;
    this.#drawn = now;
    const share = step / this.#steps;
    const rate = step / ((now - this.#start) / 1000);
    const width = 24;
    const bar = "█".repeat(Math.round(share * width)).padEnd(width, "░");
    const accuracy = ((metrics["accuracy"] ?? 0) * 100).toFixed(1);
    const left = duration((this.#steps - step) / rate);
    this.#stream.write(
      `\r${bar} ${String(Math.round(share * 100)).padStart(3)} %  loss ${loss.toFixed(4)}  accuracy ${accuracy} %  ${rate.toFixed(0)} steps/s  ${left} left \u001b[K`,
    );
  }

  /** Takes the bar away, so that a line can be printed. */
  clear(): void {
    if (this.#stream.isTTY) this.#stream.write("\r\u001b[K");
  }
}

/** One line for an epoch. */
export function epochLine({ epoch, loss, metrics, validation, seconds }: EpochCompletedEvent, epochs: number): string {
  const percent = (value: number | undefined): string => `${((value ?? 0) * 100).toFixed(2)} %`;
  const test =
    validation === null
      ? ""
      : `   validation loss ${validation.loss.toFixed(4)}, accuracy ${percent(validation.metrics["accuracy"])}`;
  return `epoch ${String(epoch).padStart(String(epochs).length)}/${String(epochs)}   loss ${loss.toFixed(4)}, accuracy ${percent(metrics["accuracy"])}${test}   ${seconds.toFixed(1)} s\n`;
}

function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return "?";
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${String(whole)} s` : `${String(Math.floor(whole / 60))} min ${String(whole % 60)} s`;
}
