/** A backend that was closed starts no threads, whether it had some before or not. */
import { compile, f32, sampleTensor, trace, type RensaError } from "@rensa/core";
import { matmul } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { wasmBackend } from "../src/index.ts";

const traced = trace({ x: f32(64, 64) }, ({ x }) => matmul(x, x));

describe("a closed backend", () => {
  for (const hadThreads of [false, true]) {
    it(`refuses programs with threads, where it had ${hadThreads ? "some" : "none"} before`, async () => {
      const backend = wasmBackend({ threads: 2, grain: 0 });
      if (hadThreads) (await compile(traced, { backend })).run({ x: sampleTensor([64, 64]) });
      await backend.close();
      const refusal: unknown = await compile(traced, { backend }).catch((error: unknown) => error);
      expect((refusal as RensaError).code).toBe("THREAD_LOST");
    });
  }
});
