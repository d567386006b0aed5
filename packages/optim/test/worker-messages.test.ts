/** What crosses between two threads, a worker that is lost, and one whose connection is closed. */
import { MessageChannel, Worker } from "node:worker_threads";
import type { HostTensor } from "@rensa/core";
import { ofType, type TrainEvent } from "../src/index.ts";
import { connectTrainer } from "../src/worker/connect-trainer.ts";
import type { NodeEndpoint } from "../src/worker/endpoint.ts";
import { describe, expect, it } from "vitest";
import { filter, firstValueFrom, take } from "rxjs";
import { startWorker } from "./worker-start.ts";
import { worker, connect, run, useWorker } from "./worker-runs.ts";

useWorker();

describe("what crosses", () => {
  /** The events that the worker sends meanwhile. */
  async function crossing(action: () => Promise<unknown>): Promise<string[]> {
    const crossed: string[] = [];
    const listen = ({ kind, event }: { kind: string; event?: TrainEvent }): void => {
      if (kind === "event") crossed.push(event!.type);
    };
    worker.on("message", listen);
    await action();
    worker.off("message", listen);
    return crossed;
  }

  it("are steps only while somebody subscribes, and all else always", async () => {
    const trainer = connect({ epochs: 20, validates: true });
    const crossed = await crossing(async () => {
      const running = trainer.start();
      // The run waits at the end of the epoch until both have been told.
      await firstValueFrom(
        trainer.events$.pipe(
          ofType("epochCompleted"),
          filter(({ epoch }) => epoch === 5),
        ),
      );
      await running;
    });
    expect(crossed.filter((name) => name === "step")).toHaveLength(15);
    expect(crossed.filter((name) => name === "epochCompleted")).toHaveLength(20);
    expect(trainer.state).toMatchObject({ status: "finished", step: 60 });
    trainer.disconnect();
    const silent = connect({}, { steps: false });
    expect(await crossing(() => run(silent))).not.toContain("step");
    silent.disconnect();
  });

  it("are parameters that belong to this side alone", async () => {
    const trainer = connect({});
    await run(trainer);
    const first = await trainer.readParameters();
    first.get("bias")!.data.fill(99);
    expect((await trainer.readParameters()).get("bias")!.data[0]).not.toBe(99);
    const bias: HostTensor = { shape: [1], dtype: "f32", data: Float32Array.of(5) };
    const given = new Map([["bias", bias]]);
    await trainer.writeParameters(given);
    expect(given.get("bias")!.data[0]).toBe(5);
    expect((await trainer.readParameters()).get("bias")!.data[0]).toBe(5);
    trainer.disconnect();
  });
});

describe("a worker that is lost", () => {
  it("in the middle of a run ends the stream, and rejects what waits", async () => {
    const own = startWorker("./worker-line.worker.ts");
    const trainer = connectTrainer(own, { options: { epochs: 1_000_000 } });
    const events: TrainEvent[] = [];
    let waiting: Promise<unknown> | null = null;
    trainer.events$.subscribe({
      next: (event) => events.push(event),
      complete: () => events.push({ type: "complete" } as never),
    });
    trainer.events$
      .pipe(
        filter(({ step }) => step === 40),
        take(1),
      )
      .subscribe(() => {
        waiting = trainer.snapshot().then(
          () => "answered",
          (error: unknown) => error,
        );
        void own.terminate();
      });
    await expect(trainer.start()).rejects.toMatchObject({ code: "THREAD_LOST" });
    expect(events.slice(-2)).toMatchObject([
      {
        type: "failed",
        runId: "run-0",
        error: { code: "THREAD_LOST", message: expect.stringContaining("exit code 1") as string },
      },
      { type: "complete" },
    ]);
    expect(["answered", expect.objectContaining({ code: "THREAD_LOST" })]).toContainEqual(
      await (waiting as Promise<unknown> | null),
    );
    expect(trainer.state.status).toBe("failed");
    await expect(trainer.readParameters()).rejects.toMatchObject({ code: "THREAD_LOST" });
    expect(() => trainer.pause()).toThrow(/the trainer is failed/);
  });

  it("through an error that nobody catches", async () => {
    const script = "setTimeout(() => { throw new TypeError('nobody catches this'); })";
    const events = await run(connectTrainer(new Worker(script, { eval: true, execArgv: [] })));
    expect(events).toMatchObject([
      {
        type: "failed",
        error: { code: "THREAD_LOST", message: expect.stringContaining("nobody catches this") as string },
      },
    ]);
  });

  it("before it was connected says so", async () => {
    const gone = new Worker("", { eval: true, execArgv: [] });
    await gone.terminate();
    const events = await run(connectTrainer(gone));
    expect(events).toMatchObject([
      {
        type: "failed",
        error: { code: "THREAD_LOST", message: expect.stringContaining("had ended before") as string },
      },
    ]);
  });

  it("says so where the other side of a port was closed before it was connected", async () => {
    const { port1, port2 } = new MessageChannel();
    port2.close();
    await new Promise((resolve) => port1.once("close", resolve));
    const events = await run(connectTrainer(port1));
    expect(events).toMatchObject([
      {
        type: "failed",
        error: { code: "THREAD_LOST", message: expect.stringContaining("had ended before") as string },
      },
    ]);
  });

  it("leaves a port that keeps no process alive as it is", async () => {
    const { port1, port2 } = new MessageChannel();
    port1.on("message", () => undefined);
    port1.unref();
    // Node's types do not have hasRef yet.
    const port: NodeEndpoint = port1;
    const trainer = connectTrainer(port);
    expect(port.hasRef?.()).toBe(false);
    await trainer.close();
    port2.close();
  });

  it("before it has called serveTrainer says so", async () => {
    const trainer = connectTrainer(new Worker("setTimeout(() => undefined, 1)", { eval: true, execArgv: [] }));
    const events = await run(trainer);
    expect(events).toMatchObject([
      {
        type: "failed",
        error: { code: "THREAD_LOST", message: expect.stringContaining("had not called serveTrainer") as string },
      },
    ]);
    await expect(trainer.start()).rejects.toMatchObject({ code: "THREAD_LOST" });
  });
});

// The last test, since it takes the worker from the others.
describe("a connection that is closed", () => {
  it("ends the run and the worker", async () => {
    const exits: number[] = [];
    worker.on("exit", (code) => exits.push(code));
    const trainer = connect({ epochs: 1_000_000 });
    const events = await run(trainer, ({ step }) => {
      if (step === 30) void trainer.close();
    });
    expect(events.at(-1)).toMatchObject({ type: "stopped", step: 30, reason: "the connection was closed" });
    await trainer.close();
    expect(exits).toEqual([1]);
    await expect(trainer.snapshot()).rejects.toMatchObject({ code: "TRAINER_STATE" });
  });
});
