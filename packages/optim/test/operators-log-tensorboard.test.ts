/** Logs that TensorBoard shows. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { crc32c, maskedCrc32c } from "../src/node/crc32c.ts";
import { ended, epochCompleted, gradientHealth, started, step } from "./operators-events.ts";
import { logFolder } from "./operators-log-files.ts";
import { fieldsOf, recordsOf, scalarsOf } from "./tensorboard-reader.ts";

const { newPath, logged } = logFolder();

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
