import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lastValueFrom, Subject, take, toArray } from "rxjs";
import { afterAll, describe, expect, it } from "vitest";
import { BackgroundFile } from "../src/node/background-file.ts";
import { crc32c, maskedCrc32c } from "../src/node/crc32c.ts";
import { logTo, type LogOptions } from "../src/node/log-to.ts";
import { readLog } from "../src/node/ndjson.ts";
import type { TrainEvent } from "../src/train/event.ts";
import { train } from "../src/train/train.ts";
import { lineConfig, lineData } from "./line.ts";
import { ended, epochCompleted, gradientHealth, started, step, through } from "./operators-events.ts";

const folder = mkdtempSync(join(tmpdir(), "rensa-log-"));
let files = 0;
const newPath = () => join(folder, `run-${String(files++)}`, "log");

afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function logged(
  events: readonly TrainEvent[],
  options: LogOptions = {},
  path = newPath(),
): Promise<{ path: string; text: string }> {
  expect(await through(logTo(path, options), events)).toEqual(events);
  return { path, text: options.format === "tensorboard" ? "" : readFileSync(path, "utf8") };
}

async function read(path: string): Promise<TrainEvent[]> {
  const events: TrainEvent[] = [];
  for await (const event of readLog(path)) events.push(event);
  return events;
}

describe("logTo as lines of JSON", () => {
  it("has everything on the disk when the stream completes, and readLog gives the same events back", async () => {
    const path = newPath();
    const events = await lastValueFrom(train(lineConfig({ validation: lineData() })).pipe(logTo(path), toArray()));
    expect(events).toHaveLength(26);
    expect(await read(path)).toEqual(events);
  });

  it("keeps numbers that JSON does not have, and text that looks like them", async () => {
    const { runId, time } = started();
    const events: TrainEvent[] = [
      step({ loss: Number.NaN, metrics: { a: Number.POSITIVE_INFINITY, b: Number.NEGATIVE_INFINITY } }),
      epochCompleted({
        tables: { confusion: [[1, Number.NaN]] },
        validation: { loss: Number.NaN, metrics: { c: Number.NaN } },
      }),
      { runId, time, epoch: 1, step: 1, type: "stopped", reason: "NaN", seconds: 1 },
    ];
    const { path } = await logged(events);
    expect(await read(path)).toEqual(events);
  });

  it("empties the file of an old run, but goes on after what a resumed run has, without a torn line", async () => {
    const { path } = await logged([started(), step()]);
    writeFileSync(path, `${readFileSync(path, "utf8")}{"event":"st`);
    expect(await read(path)).toEqual([started(), step()]);
    const later = [started({ isResumed: true, step: 1 }), step({ step: 2 })];
    await logged(later, {}, path);
    expect(await read(path)).toEqual([started(), step(), ...later]);
    await logged([started()], { append: true }, path);
    expect(await read(path)).toHaveLength(5);
    await logged([started()], {}, path);
    expect(await read(path)).toEqual([started()]);
  });

  it("refuses to read what is no event, by its line, and a file that is not there", async () => {
    const path = join(folder, "broken.ndjson");
    writeFileSync(path, `${JSON.stringify(started())}\nnot json\n`);
    await expect(read(path)).rejects.toThrow(expect.objectContaining({ code: "FILE_INVALID" }));
    await expect(read(path)).rejects.toThrow(/line 2 of .* is no event: not json/);
    await expect(read(join(folder, "missing"))).rejects.toThrow(expect.objectContaining({ code: "STORAGE_FAILED" }));
  });

  it("writes what came before the stream is left early", async () => {
    const events = new Subject<TrainEvent>();
    const path = newPath();
    const two = lastValueFrom(events.pipe(logTo(path), take(2), toArray()));
    for (const event of [started(), step(), step({ step: 2 })]) events.next(event);
    await two;
    await expect.poll(async () => (await read(path)).length).toBe(2);
  });
});

describe("logTo as a table", () => {
  it("has a row for every step, validation and epoch, with the metrics as columns", async () => {
    const { runId, time } = started();
    const validated: TrainEvent = {
      runId,
      time,
      epoch: 1,
      step: 4,
      type: "validated",
      loss: 0.6,
      metrics: { 'F1, "macro"': 0.7 },
      tables: {},
      examples: 8,
      seconds: 0.5,
    };
    const metrics = { 'F1, "macro"': 0.75 };
    const events = [
      started(),
      step({ metrics }),
      step({ metrics, step: 2, learningRate: null }),
      validated,
      epochCompleted({ metrics, step: 4 }),
      ended(),
    ];
    const { text } = await logged(events, { format: "csv" });
    expect(text).toBe(
      [
        'type,time,epoch,step,loss,"F1, ""macro""",learningRate,examples,seconds',
        "step,2023-11-14T22:13:20.000Z,1,1,0.5,0.75,0.1,32,",
        "step,2023-11-14T22:13:20.000Z,1,2,0.5,0.75,,32,",
        "validated,2023-11-14T22:13:20.000Z,1,4,0.6,0.7,,8,0.5",
        "epochCompleted,2023-11-14T22:13:20.000Z,1,4,0.5,0.75,,,1.25",
        "",
      ].join("\n"),
    );
  });

  it("goes on with the columns that a file has, and refuses others", async () => {
    const { path, text } = await logged([started(), step()], { format: "csv" });
    await logged([started({ isResumed: true }), step()], { format: "csv" }, path);
    expect(readFileSync(path, "utf8")).toBe(text + text.split("\n")[1]! + "\n");
    const errors: unknown[] = [];
    const other = [started({ isResumed: true }), step({ metrics: { f1: 1 } }), step({ metrics: { f1: 1 } })];
    await logged(other, { format: "csv", onError: (error) => errors.push(error) }, path);
    expect(errors).toMatchObject([{ code: "FILE_INVALID" }]);
  });
});

/** A reader of protocol buffers that knows nothing of the writer: the fields of a message by their numbers. */
function fieldsOf(bytes: Buffer): Map<number, (number | Buffer)[]> {
  const fields = new Map<number, (number | Buffer)[]>();
  let at = 0;
  const varint = (): number => {
    let [value, scale] = [0, 1];
    for (;;) {
      const byte = bytes[at++]!;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  };
  while (at < bytes.length) {
    const key = varint();
    const [field, wire] = [Math.floor(key / 8), key % 8];
    const values = fields.get(field) ?? [];
    fields.set(field, values);
    if (wire === 0) values.push(varint());
    else if (wire === 1) values.push(bytes.readDoubleLE((at += 8) - 8));
    else if (wire === 5) values.push(bytes.readFloatLE((at += 4) - 4));
    else if (wire === 2) {
      const length = varint();
      values.push(bytes.subarray(at, (at += length)));
    } else throw new Error(`wire type ${String(wire)}`);
  }
  return fields;
}

interface Scalar {
  readonly time: number;
  readonly step: number;
  readonly values: Readonly<Record<string, number>>;
}

/** The records of an event file, with their check sums checked bit by bit. */
function recordsOf(file: Buffer): Buffer[] {
  const masked = (bytes: Buffer): number => {
    let sum = 0xffffffffn;
    for (const byte of bytes) {
      sum ^= BigInt(byte);
      for (let bit = 0; bit < 8; bit++) sum = sum & 1n ? (sum >> 1n) ^ 0x82f63b78n : sum >> 1n;
    }
    sum ^= 0xffffffffn;
    return Number((((sum >> 15n) | (sum << 17n)) + 0xa282ead8n) & 0xffffffffn);
  };
  const records: Buffer[] = [];
  for (let at = 0; at < file.length;) {
    const length = Number(file.readBigUInt64LE(at));
    const data = file.subarray(at + 12, at + 12 + length);
    expect(file.readUInt32LE(at + 8)).toBe(masked(file.subarray(at, at + 8)));
    expect(file.readUInt32LE(at + 12 + length)).toBe(masked(data));
    records.push(data);
    at += 16 + length;
  }
  return records;
}

function scalarsOf(record: Buffer): Scalar {
  const fields = fieldsOf(record);
  const values = fieldsOf(fields.get(5)?.[0] as Buffer).get(1) as Buffer[];
  return {
    time: fields.get(1)?.[0] as number,
    step: fields.get(2)?.[0] as number,
    values: Object.fromEntries(
      values.map((value) => {
        const scalar = fieldsOf(value);
        return [(scalar.get(1)?.[0] as Buffer).toString("utf8"), scalar.get(2)?.[0] as number];
      }),
    ),
  };
}

describe("logTo for TensorBoard", () => {
  it("has the check sum CRC-32C of the standard's examples", () => {
    expect(crc32c(Buffer.from("123456789"))).toBe(0xe3069283);
    // RFC 3720, B.4.
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
    expect(crc32c(new Uint8Array(32).fill(255))).toBe(0x62a8ab43);
    expect(crc32c(Uint8Array.from({ length: 32 }, (_, at) => at))).toBe(0x46dd794e);
    // The length 24, as it stands at the beginning of most event files: 18 00 00 00 00 00 00 00 a3 7f 4b 22.
    expect(maskedCrc32c(Uint8Array.of(24, 0, 0, 0, 0, 0, 0, 0))).toBe(0x224b7fa3);
  });

  it("writes an event file that an independent reader reads", async () => {
    const large = 2 ** 40 + 5;
    const events = [
      started(),
      step({ step: 1 }),
      step({ step: large, learningRate: null }),
      gradientHealth(2, [0.5]),
      epochCompleted({ step: 4 }),
      ended(),
    ];
    const { path } = await logged(events, { format: "tensorboard" });
    const [name, ...others] = readdirSync(path);
    expect(others).toEqual([]);
    expect(name).toMatch(/^events\.out\.tfevents\.\d{10}\./);
    const [version, ...records] = recordsOf(readFileSync(join(path, name!)));
    expect((fieldsOf(version!).get(3)?.[0] as Buffer).toString()).toBe("brain.Event:2");
    const rate = Math.fround(0.1);
    expect(records.map(scalarsOf)).toEqual([
      {
        time: 1_700_000_000,
        step: 1,
        values: { "train/accuracy": 0.75, "train/loss": 0.5, "train/learningRate": rate },
      },
      { time: 1_700_000_000, step: large, values: { "train/accuracy": 0.75, "train/loss": 0.5 } },
      { time: 1_700_000_000, step: 2, values: { "gradients/dense_1.weights": 5 } },
      { time: 1_700_000_000, step: 4, values: { "epoch/accuracy": 0.75, "epoch/loss": 0.5 } },
    ]);
  });

  it("gives every run a file, and says where a resumed one goes on", async () => {
    const path = newPath();
    await logged([started()], { format: "tensorboard" }, path);
    await logged([started({ isResumed: true, step: 7 })], { format: "tensorboard" }, path);
    expect(readdirSync(path)).toHaveLength(2);
    const starts = readdirSync(path).flatMap((name) =>
      recordsOf(readFileSync(join(path, name)))
        .slice(1)
        .map(fieldsOf),
    );
    expect(starts).toHaveLength(1);
    expect(starts[0]!.get(2)).toEqual([8]);
    expect(fieldsOf(starts[0]!.get(7)![0] as Buffer).get(1)).toEqual([1]);
  });
});

describe("logTo and the disk", () => {
  it("tells once of what the disk refuses, and lets the run go on", async () => {
    // On this device every write fails for want of space.
    for (const [path, options] of [
      ["/dev/full", {}],
      ["/dev/full", { bufferBytes: 0 }],
      [join(folder, "file", "below"), {}],
    ] as const) {
      writeFileSync(join(folder, "file"), "");
      const errors: unknown[] = [];
      const events = await lastValueFrom(
        train(lineConfig()).pipe(
          logTo(path, { ...options, append: false, onError: (error) => errors.push(error) }),
          toArray(),
        ),
      );
      expect(events.at(-1)).toMatchObject({ type: "completed", step: 12 });
      expect(errors).toMatchObject([{ code: "STORAGE_FAILED" }]);
      expect(String(errors[0])).toContain(path);
    }
  });

  it("writes in order and loses nothing, whether the run has to wait for the disk or not", async () => {
    for (const bufferBytes of [0, 1000, 1_000_000]) {
      const path = newPath();
      const errors: unknown[] = [];
      const file = new BackgroundFile(path, { append: false, bufferBytes, onError: (error) => errors.push(error) });
      const lines = Array.from({ length: 3000 }, (_, at) => `line ${String(at)} ${"x".repeat(at % 97)}\n`);
      for (const [at, line] of lines.entries()) {
        file.write(line);
        // Now and then the background has its turn.
        if (at % 500 === 0) await new Promise(setImmediate);
      }
      await file.close();
      expect(errors).toEqual([]);
      expect(readFileSync(path, "utf8")).toBe(lines.join(""));
    }
  });

  it("takes a function as its format, and refuses others, and an empty path", async () => {
    const { text } = await logged([started(), step(), ended()], {
      format: (event) => (event.type === "step" ? `${String(event.loss)}\n` : null),
    });
    expect(text).toBe("0.5\n");
    const invalid = expect.objectContaining({ code: "ARGUMENT_INVALID" });
    expect(() => logTo("x", { format: "xml" as never })).toThrow(invalid);
    expect(() => logTo("")).toThrow(invalid);
    expect(() => logTo("x", { bufferBytes: -1 })).toThrow(invalid);
  });
});
