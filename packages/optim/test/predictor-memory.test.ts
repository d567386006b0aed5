/** What a predictor holds in memory. */
import { f32, full, type HostTensor, type Tensor } from "@rensa/core";
import type { Model } from "@rensa/nn";
import { matmul } from "@rensa/ops";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { predictor } from "../src/index.ts";
import { backendUnderTest, isElsewhere } from "./backend-under-test.ts";
import { createEngine } from "rensa";

// What a thread holds is counted by itself alone.
it.skipIf(isElsewhere)(
  "holds the parameters once in the memory of this thread, for batches of 1 to 64 examples",
  async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const width = 1024;
    const bytes = 4 * width * width;
    const model: Model<{ readonly weights: Tensor }> = {
      initialize: () => ({ weights: full([width, width], 0) }),
      apply: ({ weights }, x) => matmul(x, weights),
    };
    const given = (): ReadonlyMap<string, HostTensor> =>
      new Map([["weights", { ...f32(width, width), data: new Float32Array(width * width).fill(1) }]]);
    // What is let go of is gone some collections later; what is held never is.
    const held = async (turns: number, wanted = 0): Promise<number> => {
      let least = Number.POSITIVE_INFINITY;
      for (let turn = 0; turn < turns && least > wanted; turn++) {
        collect();
        await new Promise((resolve) => setTimeout(resolve, 10));
        least = Math.min(least, process.memoryUsage().arrayBuffers);
      }
      return least;
    };
    let programs = 0;
    const backend = backendUnderTest();
    const prepare: typeof backend.prepare = (...parts) => {
      programs++;
      return backend.prepare(...parts);
    };
    const engine = createEngine({ backend: { ...backend, prepare } });
    const before = await held(6);
    const predict = predictor({ engine, model, parameters: given(), example: f32(width) });
    for (const count of [...Array.from({ length: 64 }, (_, at) => at + 1), 1, 64, 7]) {
      await predict(new Float32Array(count * width));
    }
    expect((await held(20, before + 1.4 * bytes)) - before).toBeLessThan(1.5 * bytes);
    // One for single examples, and one for all others.
    expect(programs).toBe(2);
    await predict(new Float32Array(width));
  },
  120_000,
);
