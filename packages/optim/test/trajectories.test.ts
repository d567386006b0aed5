/** Optimizers and schedules against those of PyTorch: see `reference/trajectories.py`, which made the numbers. */
import { wasmBackend } from "@rensa/backend-wasm";
import { describe, expect, it } from "vitest";
import { sampleSchedule } from "../src/schedules/sample-schedule.ts";
import { descent, type Setting } from "./descent.ts";
import { fixture, optimizers, problem, schedules } from "./pytorch.ts";

/** The largest distance from PyTorch's parameters, relative to their largest element, over all kept steps. */
async function distance(name: string, setting: Setting): Promise<number> {
  const bytes = Buffer.from(fixture.trajectories[name]!, "base64");
  const expected = new Float64Array(new Uint8Array(bytes).buffer);
  const training = await descent(optimizers[name]!, problem, setting);
  const size = training.parameters().length;
  let [largest, step] = [0, 0];
  fixture.kept.forEach((kept, at) => {
    training.run(kept - step);
    step = kept;
    const theirs = expected.subarray(at * size, (at + 1) * size);
    const scale = theirs.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    training.parameters().forEach((value, index) => {
      largest = Math.max(largest, Math.abs(value - theirs[index]!) / scale);
    });
  });
  return largest;
}

describe("over 100 steps in float64, as PyTorch goes", () => {
  it("every trajectory of the fixture is tested", () => {
    expect(Object.keys(optimizers)).toEqual(Object.keys(fixture.trajectories));
  });

  for (const name of Object.keys(optimizers)) {
    it(name, async () => {
      expect(await distance(name, { precision: "f64" })).toBeLessThan(1e-9);
    });
  }
});

describe("over 100 steps in float32 on WebAssembly, near PyTorch's float64", () => {
  for (const name of ["sgd, momentum", "sgd, nesterov, weight decay", "adam", "adamw"]) {
    it(name, async () => {
      expect(await distance(name, { precision: "f32", backend: wasmBackend({ threads: 1 }) })).toBeLessThan(1e-4);
    });
  }
});

describe("a schedule is PyTorch's", () => {
  it("every schedule of the fixture is tested", () => {
    expect(Object.keys(schedules)).toEqual(Object.keys(fixture.schedules));
  });

  for (const [name, schedule] of Object.entries(schedules)) {
    it(name, async () => {
      const expected = fixture.schedules[name]!;
      const rates = await sampleSchedule(schedule, expected.length);
      rates.forEach((rate, at) => {
        expect(Math.abs(rate - expected[at]!), `step ${String(at)}`).toBeLessThan(1e-12);
      });
    });
  }
});
