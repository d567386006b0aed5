/**
 * Events as TensorBoard reads them: a TFRecord file of `tensorflow.Event` messages with scalar summaries.
 *
 * A record is its length (8 bytes), the masked CRC-32C of these, the message, and the masked CRC-32C of that.
 */
import type { Metrics, TrainEvent } from "../train/event.ts";
import { maskedCrc32c } from "./crc32c.ts";
import { double, float, integer, message, text } from "./protobuf.ts";

/** The fields of `tensorflow.Event` and of what it holds. */
const eventFields = { wallTime: 1, step: 2, fileVersion: 3, summary: 5, sessionLog: 7 } as const;
const valueFields = { tag: 1, simpleValue: 2 } as const;
const [summaryValue, sessionStatus, sessionStart] = [1, 1, 1];

/**
 * Makes records: `train/loss` and `train/<metric>` of steps, `train/learningRate`, `epoch/...`, `validation/...`,
 * `gradients/<parameter>` and `hyperparameters/<name>`.
 */
export function tensorboardEncoder(): (event: TrainEvent) => Uint8Array | null {
  let isFirst = true;
  return (event) => {
    const records: Uint8Array[] = [];
    if (isFirst)
      records.push(
        record(double(eventFields.wallTime, event.time / 1000), text(eventFields.fileVersion, "brain.Event:2")),
      );
    isFirst = false;
    if (event.type === "started" && event.isResumed) {
      // TensorBoard drops what an earlier file has of this step and later ones: they are taken anew.
      const start = message(eventFields.sessionLog, integer(sessionStatus, sessionStart));
      records.push(record(...place(event.time, event.step + 1), start));
    }
    const scalars = Object.entries(scalarsOf(event));
    if (scalars.length > 0) {
      const values = scalars.map(([tag, value]) =>
        message(summaryValue, text(valueFields.tag, tag), float(valueFields.simpleValue, value)),
      );
      records.push(record(...place(event.time, event.step), message(eventFields.summary, ...values)));
    }
    return records.length === 0 ? null : Buffer.concat(records);
  };
}

/** The numbers of an event by their tags. */
function scalarsOf(event: TrainEvent): Readonly<Record<string, number>> {
  switch (event.type) {
    case "step":
      return {
        ...scores("train", event.loss, event.metrics),
        ...(event.learningRate === null ? {} : { "train/learningRate": event.learningRate }),
      };
    case "epochCompleted":
      return scores("epoch", event.loss, event.metrics);
    case "validated":
      return scores("validation", event.loss, event.metrics);
    case "gradientHealth":
      return Object.fromEntries(event.gradients.map(({ name, norm }) => [`gradients/${name}`, norm]));
    case "hyperparameterChanged":
      return { [`hyperparameters/${event.name}`]: event.value };
    default:
      return {};
  }
}

function scores(group: string, loss: number, metrics: Metrics): Record<string, number> {
  const named = Object.entries(metrics).map(([name, value]) => [`${group}/${name}`, value] as const);
  return { ...Object.fromEntries(named), [`${group}/loss`]: loss };
}

function place(time: number, step: number): readonly Uint8Array[] {
  return [double(eventFields.wallTime, time / 1000), integer(eventFields.step, step)];
}

function record(...fields: readonly Uint8Array[]): Uint8Array {
  const data = Buffer.concat(fields);
  const bytes = Buffer.alloc(data.length + 16);
  bytes.writeBigUInt64LE(BigInt(data.length), 0);
  bytes.writeUInt32LE(maskedCrc32c(bytes.subarray(0, 8)), 8);
  data.copy(bytes, 12);
  bytes.writeUInt32LE(maskedCrc32c(data), 12 + data.length);
  return bytes;
}
