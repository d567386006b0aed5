/** Workers that have programs which nothing refers to any more. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Worker } from "node:worker_threads";
import { compile, f32, sampleTensor, trace, type Program } from "@rensa/core";
import { exp, matmul } from "@rensa/ops";
import { expect, it } from "vitest";
import { wasmBackend } from "../index.ts";

const x = sampleTensor([32, 32]);
const traced = trace({ x: f32(32, 32) }, ({ x: given }) => matmul(exp(given), given));

it("are replaced when these are many, and the new ones have the programs that are left", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const threads = process.getBuiltinModule("node:worker_threads") as { Worker: typeof Worker };
  let started = 0;
  let ended = 0;
  threads.Worker = class extends Worker {
    constructor(...parameters: ConstructorParameters<typeof Worker>) {
      super(...parameters);
      started++;
      this.once("exit", () => ended++);
    }
  };
  try {
    const backend = wasmBackend({ threads: 2, grain: 0 });
    const kept = await compile(traced, { backend });
    const wanted = kept.run({ x });
    const forget = async (): Promise<void> => {
      for (let count = 0; count < 20; count++) {
        const program: Program<{ x: typeof x }, unknown> = await compile(traced, { backend });
        expect(program.run({ x })).toEqual(wanted);
      }
    };
    await forget();
    for (let attempt = 0; attempt < 100 && ended === 0; attempt++) {
      collect();
      // The program that is left runs meanwhile, before and after its workers change.
      for (let count = 0; count < 10; count++) expect(kept.run({ x })).toEqual(wanted);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect({ started, ended }).toEqual({ started: 2, ended: 1 });
    await backend.close();
    expect(ended).toBe(2);
  } finally {
    threads.Worker = Worker;
  }
});

it("load a program while another one is run all the time", async () => {
  const backend = wasmBackend({ threads: 2, grain: 0 });
  const program = await compile(traced, { backend });
  const wanted = program.run({ x });
  for (let count = 0; count < 10; count++) {
    const loading = { isDone: false };
    const loaded = compile(traced, { backend }).finally(() => {
      loading.isDone = true;
    });
    while (!loading.isDone) {
      expect(program.run({ x })).toEqual(wanted);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await loaded).run({ x })).toEqual(wanted);
  }
  await backend.close();
});
