/** Events of a training as text for people. */
import { checkKind, checkParts } from "@rensa/core";
import type { EpochCompletedEvent, Metrics, StartedEvent, StepEvent } from "../train/event.ts";

/**
 * The model's parameters as a table, and what the run computes on.
 *
 * @param event - The first event of a run.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { Dataset } from "@rensa/data";
 * import { dense } from "@rensa/nn";
 * import { meanSquaredError } from "@rensa/ops";
 * import { formatStarted } from "@rensa/optim/node";
 * import { firstValueFrom } from "rxjs";
 * import { ofType, sgd, train } from "rensa";
 *
 * const data = Dataset.fromArrays({ inputs: [[1], [2]], targets: [[2], [4]], shape: [1], targetShape: [1] }).batch(2);
 * const config = { model: dense(1, 1), loss: meanSquaredError, optimizer: sgd(0.1), data, epochs: 3 };
 * const event = await firstValueFrom(train(config).pipe(ofType("started")));
 * console.log(formatStarted(event).split("\n").slice(0, 4).join("\n"));
 * //   parameter  type       count
 * //   weights    f32[1, 1]      1
 * //   bias       f32[1]         1
 * //   total                     2
 * ```
 */
export function formatStarted(event: StartedEvent): string {
  checkParts("formatStarted: the event", event, "parameters", "backend");
  const total = event.parameters.reduce((sum, { count }) => sum + count, 0);
  const rows = [
    ["parameter", "type", "count"],
    ...event.parameters.map(({ name, shape, dtype, count, isTrained }) => [
      name,
      `${dtype}[${shape.join(", ")}]`,
      grouped(count),
      isTrained ? "" : "not trained",
    ]),
    ["total", "", grouped(total)],
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map(([name = "", type = "", count = "", note = ""]) =>
    `  ${name.padEnd(widths[0] ?? 0)}  ${type.padEnd(widths[1] ?? 0)}  ${count.padStart(widths[2] ?? 0)}  ${note}`.trimEnd(),
  );
  const threads = `${String(event.threads)} ${event.threads === 1 ? "thread" : "threads"}`;
  const compiled = `  compiled in ${(event.compileMilliseconds / 1000).toFixed(2)} s for ${event.backend} with ${threads}`;
  const resumed = event.isResumed ? [`  goes on after step ${grouped(event.step)}`] : [];
  return [...lines, compiled, ...resumed].join("\n");
}

/**
 * One line for an epoch: `epoch 3/10  loss 0.1234, accuracy 0.9612  validation loss 0.1402, accuracy 0.9555  1.2 s`.
 *
 * @param event - The event, as the stream of the training tells it.
 * @param epochs - How many epochs the run has.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { Dataset } from "@rensa/data";
 * import { dense } from "@rensa/nn";
 * import { meanSquaredError } from "@rensa/ops";
 * import { formatEpoch } from "@rensa/optim/node";
 * import { firstValueFrom } from "rxjs";
 * import { ofType, sgd, train } from "rensa";
 *
 * const data = Dataset.fromArrays({ inputs: [[1], [2]], targets: [[2], [4]], shape: [1], targetShape: [1] }).batch(2);
 * const config = { model: dense(1, 1), loss: meanSquaredError, optimizer: sgd(0.1), data, epochs: 3 };
 * const event = await firstValueFrom(train(config).pipe(ofType("epochCompleted")));
 * console.log(formatEpoch({ ...event, seconds: 1 }, 3)); // "epoch 1/3   loss 30.01   1.0 s"
 * ```
 */
export function formatEpoch(event: EpochCompletedEvent, epochs: number): string {
  checkParts("formatEpoch: the event", event, "epoch", "loss", "metrics", "seconds");
  checkKind("formatEpoch: the number of epochs", epochs, "number");
  const { epoch, loss, metrics, validation, seconds } = event;
  const parts = [
    `epoch ${String(epoch).padStart(String(epochs).length)}/${String(epochs)}`,
    formatScores(loss, metrics),
    ...(validation === null ? [] : [`validation ${formatScores(validation.loss, validation.metrics)}`]),
    `${seconds.toFixed(1)} s`,
  ];
  return parts.join("   ");
}

/** Loss and metrics, with four digits each. */
export function formatScores(loss: number, metrics: Metrics): string {
  const scores = [["loss", loss] as const, ...Object.entries(metrics)];
  return scores.map(([name, value]) => `${name} ${digits(value)}`).join(", ");
}

/** Where a run stands, drawn as a bar: how far, the scores, how fast, and how long it will take. */
export function formatBar({ step, loss, metrics }: StepEvent, steps: number, stepsPerSecond: number): string {
  const share = steps === 0 ? 1 : Math.min(1, step / steps);
  const width = 24;
  const bar = "█".repeat(Math.round(share * width)).padEnd(width, "░");
  const rate = `${stepsPerSecond < 10 ? stepsPerSecond.toFixed(1) : stepsPerSecond.toFixed(0)} steps/s`;
  const left = `${formatDuration((steps - step) / stepsPerSecond)} left`;
  return `${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${formatScores(loss, metrics)}  ${rate}  ${left}`;
}

/** Seconds as people say them; `?` where they are not known. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return "?";
  const whole = Math.ceil(seconds);
  const [minutes, hours] = [Math.floor(whole / 60), Math.floor(whole / 3600)];
  if (hours > 0) return `${String(hours)} h ${String(minutes % 60)} min`;
  return minutes > 0 ? `${String(minutes)} min ${String(whole % 60)} s` : `${String(whole)} s`;
}

function digits(value: number): string {
  const isPlain = value === 0 || (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e5);
  return !Number.isFinite(value) ? String(value) : isPlain ? value.toPrecision(4) : value.toExponential(3);
}

function grouped(count: number): string {
  return count.toLocaleString("en");
}
