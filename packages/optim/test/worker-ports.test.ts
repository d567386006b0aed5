/** A training over a port. */
import { MessageChannel } from "node:worker_threads";
import type { HostTensor } from "@rensa/core";
import { connectTrainer } from "../src/worker/connect-trainer.ts";
import { serveTrainer } from "../src/worker/serve-trainer.ts";
import { describe, expect, it } from "vitest";
import { lineTrainer } from "./worker-line.ts";
import { run } from "./worker-runs.ts";

describe("over a port", () => {
  it("a trainer that is made already has one connection at a time, and the server may come late", async () => {
    const { port1, port2 } = new MessageChannel();
    const trainer = connectTrainer(port1);
    const running = run(trainer);
    const end = serveTrainer(lineTrainer({}), port2);
    expect((await running).at(-1)).toMatchObject({ type: "completed", step: 12 });
    const second = connectTrainer(port1);
    expect(await run(second)).toMatchObject([{ type: "failed", error: { code: "TRAINER_STATE" } }]);
    end();
    port1.close();
  });

  it("what is read is handed over, and what subscribers keep stays theirs", async () => {
    const { port1, port2 } = new MessageChannel();
    const local = lineTrainer({ epochs: 1 });
    const read: HostTensor[] = [];
    const kept: HostTensor = { shape: [2], dtype: "f32", data: Float32Array.of(1, 2) };
    const readParameters = local.readParameters.bind(local);
    local.readParameters = async () => {
      const parameters = await readParameters();
      read.push(...parameters.values());
      return parameters;
    };
    const end = serveTrainer(local, port2);
    const trainer = connectTrainer(port1);
    await run(trainer);
    expect(await trainer.readParameters()).toHaveProperty("size", 2);
    expect(read.map(({ data }) => data.buffer.byteLength)).toEqual([0, 0]);
    local.keep("mine", { values: null, tensors: new Map([["kept", kept]]) });
    expect((await trainer.snapshot()).kept.get("mine")?.tensors?.get("kept")).toEqual(kept);
    expect((await trainer.kept("mine"))?.tensors?.get("kept")).toEqual(kept);
    expect(kept.data).toEqual(Float32Array.of(1, 2));
    end();
    port1.close();
  });

  it("two versions refuse each other", async () => {
    const { port1, port2 } = new MessageChannel();
    const trainer = connectTrainer(port1);
    port2.postMessage({ rensa: "trainer", kind: "serving", version: 99 });
    expect(await run(trainer)).toMatchObject([
      { type: "failed", error: { code: "ARGUMENT_INVALID", message: expect.stringContaining("99") as string } },
    ]);
    port1.close();
  });

  it("a port that is closed is a thread that is lost", async () => {
    const { port1, port2 } = new MessageChannel();
    serveTrainer(lineTrainer({ epochs: 1_000_000 }), port2);
    const trainer = connectTrainer(port1);
    const events = await run(trainer, (event) => {
      if (event.type === "epochCompleted") port2.close();
    });
    expect(events.at(-1)).toMatchObject({ type: "failed", error: { code: "THREAD_LOST" } });
  });

  it("refuses options that cannot be sent, and a thread that is no worker", () => {
    const { port1 } = new MessageChannel();
    expect(() => connectTrainer(port1, { options: { loss: (() => 0) as never } })).toThrow(
      /cannot be sent to a worker/,
    );
    port1.close();
  });
});
