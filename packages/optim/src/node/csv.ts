/** Events as rows of a table (CSV, RFC 4180). */
import { RensaError } from "@rensa/core";
import type { EpochCompletedEvent, StepEvent, TrainEvent, ValidatedEvent } from "../train/event.ts";

/** The events that are rows. */
type RowEvent = StepEvent | ValidatedEvent | EpochCompletedEvent;

const before = ["type", "time", "epoch", "step", "loss"] as const;
const after = ["learningRate", "examples", "seconds"] as const;

/**
 * Makes rows of the steps, validations and epochs: `type,time,epoch,step,loss,<metrics>,learningRate,examples,seconds`. The
 * metrics of the first row are the columns of all; `header` is that of a file that is continued.
 */
export function csvEncoder(header: string | null): (event: TrainEvent) => string | null {
  let metrics: readonly string[] | null = null;
  return (event) => {
    if (event.type !== "step" && event.type !== "validated" && event.type !== "epochCompleted") return null;
    const names = Object.keys(event.metrics);
    if (metrics !== null) return row(event, metrics);
    metrics = names;
    const own = [...before, ...names, ...after].map(field).join(",");
    if (header !== null && header.replace(/\r$/, "") !== own) {
      throw new RensaError(
        "FILE_INVALID",
        `logTo: the file has the columns ${header}, and this run needs ${own}; give another path.`,
      );
    }
    return header === null ? `${own}\n${row(event, names)}` : row(event, names);
  };
}

function row(event: RowEvent, metrics: readonly string[]): string {
  const { time, epoch, step, loss } = event;
  const values = [
    event.type,
    new Date(time).toISOString(),
    epoch,
    step,
    loss,
    ...metrics.map((name) => event.metrics[name] ?? ""),
    event.type === "step" ? (event.learningRate ?? "") : "",
    event.type === "epochCompleted" ? "" : event.examples,
    event.type === "step" ? "" : event.seconds,
  ];
  return `${values.map((value) => field(String(value))).join(",")}\n`;
}

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
