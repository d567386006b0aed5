/** What a page gets from `runAsync`: results while it goes on, and an error where a worker is lost. */
import { add, matmul, mul, tanh } from "@rensa/ops";
import { firstDifference } from "@rensa/core/compiler";
import { createEngine, f32, sampleTensor, trace, wasmBackend, type RensaError } from "rensa";
import { environment } from "./environment.ts";
import type { FreePageReport, FreePageRun } from "./report.ts";

const size = 384;
const x = sampleTensor([size, size]);
const layers = 60;

/** A chain of products that takes a good part of a second, and a state. */
const long = trace({ x: f32(size, size), sum: f32(size, size) }, ({ x: given, sum }) => {
  let last = given;
  for (let layer = 0; layer < layers; layer++) last = tanh(mul(matmul(last, given), 1 / size));
  return { last, sum: add(sum, add(last, 1)) };
});

/** Runs with each number of threads. */
export async function leavePageFree(threads: readonly number[]): Promise<FreePageReport> {
  const runs: FreePageRun[] = [];
  for (const count of threads) runs.push(await runWith(count));
  return { environment: environment(), runs, lost: await loseThread() };
}

async function runWith(threads: number): Promise<FreePageRun> {
  const backend = wasmBackend({ threads });
  const make = () => createEngine({ backend }).compile(long, { state: ["sum"] });
  const [program, other] = [await make(), await make()];
  // Workers start.
  await program.runAsync({ x });
  let ticks = 0;
  const timer = setInterval(() => ticks++, 5);
  const given = { ...x, data: x.data.slice() };
  const first = program.runAsync({ x: given });
  const second = program.runAsync({ x: given });
  // Data is copied in at the call.
  given.data.fill(0);
  const refused = [await codeOf(() => program.run({ x })), await codeOf(() => program.store.readNow())];
  const found = [await first, await second];
  clearInterval(timer);
  const wanted = [1, 2, 3].map(() => other.run({ x }));
  const sameResults = found.every(({ last }, at) => same(last.data, wanted[at]?.last.data));
  const sameState = same(program.store.readNow("sum").data, other.store.readNow("sum").data);
  const sameAfter = same(program.run({ x }).last.data, (await other.runAsync({ x })).last.data);
  await backend.close();
  return { threads: backend.threads, ticks, refused, sameResults, sameState, sameAfter };
}

/** Ends a worker in the middle of a run, as the browser does where it needs the room. */
async function loseThread(): Promise<FreePageReport["lost"]> {
  const started: Worker[] = [];
  const Original = globalThis.Worker;
  globalThis.Worker = class extends Original {
    constructor(...parameters: ConstructorParameters<typeof Worker>) {
      super(...parameters);
      started.push(this);
    }
  };
  try {
    const backend = wasmBackend({ threads: 2 });
    const program = await createEngine({ backend }).compile(long, { state: ["sum"] });
    await program.runAsync({ x });
    const run = program.runAsync({ x });
    started[0]?.terminate();
    const codes = [await codeOf(() => run), await codeOf(() => program.runAsync({ x }))];
    const again = await createEngine({ backend }).compile(long, { state: ["sum"] });
    const isAlive = (await again.runAsync({ x })).last.data.length === x.data.length;
    await backend.close();
    return { codes, isAlive, closed: await codeOf(() => again.runAsync({ x })) };
  } finally {
    globalThis.Worker = Original;
  }
}

async function codeOf(call: () => unknown): Promise<string> {
  try {
    await call();
    return "none";
  } catch (error) {
    return (error as RensaError).code;
  }
}

function same(found: ArrayLike<number> | undefined, wanted: ArrayLike<number> | undefined): boolean {
  return found !== undefined && wanted !== undefined && firstDifference(found, wanted, "bits") === null;
}
