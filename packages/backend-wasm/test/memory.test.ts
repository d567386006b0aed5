/** The memory of a program: what does not fit is refused before anything is run, and what is dead may hold anything. */
import { compile, f32, RensaError, sampleTensor, trace } from "@rensa/core";
import { exp, mean, pad } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { wasmBackend } from "../src/index.ts";

describe("a program's memory", () => {
  it("of more than 4 GiB is refused when the program is compiled, with a sentence that says what to do", async () => {
    const traced = trace({ x: f32(40_000, 40_000) }, ({ x }) => exp(x));
    const error: unknown = await compile(traced, { backend: wasmBackend({ threads: 1 }) }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(RensaError);
    expect(error).toMatchObject({ code: "BACKEND_UNSUPPORTED" });
    expect((error as RensaError).message).toMatch(/4 GiB; use smaller batches/);
  });

  it("has margins that a wide margin of padding reads into, on all sides", async () => {
    const x = sampleTensor([3, 5]);
    const traced = trace({ x: f32(3, 5) }, ({ x: given }) => pad(given, [40, 70], [50, 60], 2));
    const program = await compile(traced, { backend: wasmBackend({ threads: 1 }) });
    const { data } = program.run({ x });
    const width = 5 + 130;
    data.forEach((value, at) => {
      const [row, column] = [Math.floor(at / width) - 40, (at % width) - 70];
      const inside = row >= 0 && row < 3 && column >= 0 && column < 5;
      expect(value).toBe(inside ? x.data[row * 5 + column] : 2);
    });
  });

  it("does not grow from run to run", async () => {
    const program = await compile(
      trace({ x: f32(64) }, ({ x }) => mean(exp(x))),
      { backend: wasmBackend({ threads: 1 }) },
    );
    const x = sampleTensor([64]);
    const first = program.run({ x }).data[0];
    const { arrayBuffers } = process.memoryUsage();
    for (let step = 0; step < 20_000; step++) program.run({ x });
    expect(program.run({ x }).data[0]).toBe(first);
    // Results are new arrays of a few bytes; a leak of the program's memory would be 64 KiB a run.
    expect(process.memoryUsage().arrayBuffers - arrayBuffers).toBeLessThan(20_000 * 1024);
  });
});
