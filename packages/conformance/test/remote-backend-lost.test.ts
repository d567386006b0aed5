/** How the thread of a remote backend ends, and that it keeps no process alive. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Worker } from "node:worker_threads";
import { compile, createStore, f32, trace } from "@rensa/core";
import { mul } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { remoteBackend, type RemoteBackend } from "../src/index.ts";
import { called, codeOf, counting, withWorker } from "./remote-backends.ts";

describe("a thread that is lost", () => {
  const ends: Readonly<Record<string, (own: RemoteBackend, worker: Worker) => unknown>> = {
    terminated: (_, worker) => worker.terminate(),
    closed: (own) => own.close(),
    "failed by an error": (_, worker) => {
      worker.postMessage({
        id: null,
        request: { kind: "write", place: 10_000, name: "none", values: new Float32Array(1) },
      });
    },
  };

  it.each(Object.entries(ends))("%s rejects all that is under way and all that comes", async (_, end) => {
    const { own, worker } = await withWorker({ delay: 5 });
    const store = await createStore({ total: f32(2) }, { backend: own });
    const program = await compile(counting, { backend: own, state: store });
    const ask = () =>
      Promise.allSettled([
        ...Array.from({ length: 3 }, () => program.runAsync({ x: [1, 2] })),
        store.read("total"),
        compile(
          trace({ x: f32(2) }, ({ x }) => mul(x, 2)),
          { backend: own },
        ),
      ]);
    const before = ask();
    const ended = new Promise((resolve) => worker.once("exit", resolve));
    const ending = end(own, worker);
    const after = ask();
    await ending;
    // What was asked for before may have been over.
    for (const outcome of [...(await before), ...(await after)]) {
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "THREAD_LOST" });
    }
    expect((await after).map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => "rejected"));
    await ended;
    for (const call of [
      () => program.runAsync({ x: [1, 2] }),
      () => store.read(),
      () => store.write({ total: [1, 2] }),
      () => createStore({ a: f32() }, { backend: own }),
      () => compile(counting, { backend: own, state: ["total"] }),
    ]) {
      expect(await codeOf(call)).toBe("THREAD_LOST");
    }
    program.release();
    await own.close();
  });

  it("in the middle of a function rejects that run", async () => {
    const { own, worker } = await withWorker();
    const host = called((x) => {
      void worker.terminate();
      return x;
    });
    const program = await compile(
      trace({ x: f32(1) }, ({ x }) => host(x)),
      { backend: own },
    );
    expect(await codeOf(() => program.runAsync({ x: [1] }))).toBe("THREAD_LOST");
  });

  it("was never there where nothing was asked for", async () => {
    const own = remoteBackend();
    await own.close();
    expect(await codeOf(() => createStore({ a: f32() }, { backend: own }))).toBe("THREAD_LOST");
  });
});

it("keeps no process alive, and loses no answer that is awaited", async () => {
  const script = fileURLToPath(new URL("remote-process.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script], { stdio: ["ignore", "pipe", "inherit"] });
  let told = "";
  child.stdout.on("data", (text: Buffer) => (told += text.toString()));
  expect(await once(child, "close")).toEqual([0, null]);
  expect(told.trim()).toBe("[11,22]");
});
