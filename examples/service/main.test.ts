import { runMain } from "@rensa/example-tools/run-main";
import { afterEach, describe, expect, it } from "vitest";
import { readEvents, type SentEvent } from "./client.ts";
import { gather } from "./gather.ts";
import { startService, type Service } from "./service.ts";
import { makeTrainer } from "./training.ts";

const opened: Service[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((service) => service.close()));
});

async function open(epochs: number) {
  const trainer = makeTrainer({ epochs, seed: 1 });
  const service = await startService(trainer);
  opened.push(service);
  const post = (path: string, body?: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(service.address + path, { method: "POST", headers, ...(body === undefined ? {} : { body }) });
  return { trainer, service, post };
}

describe("a service", () => {
  it("tells every client of a run from where it stands to its end", async () => {
    const { service, post } = await open(3);
    const read = async (): Promise<readonly SentEvent[]> => {
      const events: SentEvent[] = [];
      for await (const event of readEvents(`${service.address}/events`)) {
        events.push(event);
        // Both of them ask; one is told that it runs already.
        if (event.name === "state") await post("/start");
      }
      return events;
    };
    for (const events of await Promise.all([read(), read()])) {
      const names = events.map(({ name }) => name).filter((name) => name !== "step" && name !== "learningRateChanged");
      expect(names[0]).toBe("state");
      expect(names.at(-1)).toBe("completed");
      expect(names.filter((name) => name === "epochCompleted").length).toBeGreaterThan(0);
      expect(events.at(-1)?.data).toMatchObject({ type: "completed", epoch: 3, step: 24 });
    }
    expect((await post("/start")).status).toBe(409);
    // Who comes after the end is told so, and not left waiting.
    const late: SentEvent[] = [];
    for await (const event of readEvents(`${service.address}/events`)) late.push(event);
    expect(late).toMatchObject([{ name: "state", data: { status: "finished", step: 24 } }]);
  });

  it("goes on without a client that left, and stops when it is asked to", async () => {
    const { trainer, service, post } = await open(100_000);
    const leaving = new AbortController();
    const left = (async () => {
      for await (const { name } of readEvents(`${service.address}/events`, leaving.signal))
        if (name === "epochCompleted") leaving.abort();
    })();
    const stopped: SentEvent[] = [];
    const staying = (async () => {
      for await (const event of readEvents(`${service.address}/events`)) stopped.push(event);
    })();
    await post("/start");
    await expect(left).rejects.toThrow(/abort/i);
    const { step } = trainer.state;
    await expect.poll(() => trainer.state.step).toBeGreaterThan(step);
    expect((await post("/stop")).status).toBe(202);
    await staying;
    expect(stopped.at(-1)).toMatchObject({ name: "stopped", data: { reason: "a client asked" } });
  });

  it("ends its connections when it is closed", async () => {
    const { trainer, service, post } = await open(100_000);
    const reading = (async () => {
      for await (const { name } of readEvents(`${service.address}/events`))
        if (name === "started") await service.close();
    })();
    await post("/start").catch(() => undefined);
    await reading.catch(() => undefined);
    expect(trainer.state.status).toBe("stopped");
    await expect(fetch(service.address)).rejects.toThrow();
  });

  it("predicts while it trains, and says what it cannot read", async () => {
    const { trainer, service, post } = await open(100_000);
    const body = JSON.stringify({ inputs: [[0.5], [-0.5]] });
    expect((await post("/predict", body)).status).toBe(409);
    await post("/start");
    await expect.poll(() => trainer.state.step).toBeGreaterThan(0);
    const answers = await Promise.all([body, body].map(async (each) => (await post("/predict", each)).json()));
    expect(answers).toMatchObject([
      { outputs: [[expect.any(Number)], [expect.any(Number)]] },
      { outputs: [[], []].map(() => [expect.any(Number)]) },
    ]);
    const wrong = ["", "{", "null", '{"inputs":[]}', '{"inputs":[["1"]]}', '{"inputs":[[1,2]]}', '{"inputs":[[1],[]]}'];
    for (const each of wrong) {
      const response = await post("/predict", each);
      expect([each, response.status]).toEqual([each, 400]);
      expect(await response.json()).toMatchObject({ error: expect.stringMatching(/^Send /) });
    }
    expect((await post("/predict", " ".repeat(200_000))).status).toBe(413);
    expect((await post("/stop", undefined, { origin: "https://elsewhere.example" })).status).toBe(403);
    expect((await fetch(`${service.address}/stop`)).status).toBe(404);
    expect((await fetch(`${service.address}/../package.json`)).status).toBe(404);
    expect(await (await fetch(`${service.address}/`)).text()).toContain("EventSource");
    expect(trainer.state.status).toBe("running");
  });

  it("runs as a command and draws a picture", async () => {
    const { text, picture } = await runMain(new URL("main.ts", import.meta.url), ["--epochs", "4"]);
    expect(text).toMatch(/1 state, 1 started, 4 epochStarted, .*1 completed\nmean distance from the curve: \d/);
    expect(picture).toContain("predicted at the end");
  });
});

describe("rows that are gathered", () => {
  it("are computed at once, and everybody gets his", async () => {
    const batches: number[] = [];
    const double = gather((rows) => {
      batches.push(rows.length);
      return Promise.resolve(rows.map(([x = 0]) => [2 * x]));
    }, 1);
    expect(await Promise.all([double([[1], [2]]), double([]), double([[3]])])).toEqual([[[2], [4]], [], [[6]]]);
    expect(await double([[4]])).toEqual([[8]]);
    expect(batches).toEqual([3, 1]);
  });

  it("fail for all who are in a batch, and not for those after them", async () => {
    let count = 0;
    const failing = gather((rows) => (count++ === 0 ? Promise.reject(new Error("no")) : Promise.resolve(rows)), 1);
    const first = await Promise.allSettled([failing([[1]]), failing([[2]])]);
    expect(first.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await failing([[3]])).toEqual([[3]]);
  });
});
