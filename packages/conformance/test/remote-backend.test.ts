/** The backend whose storage is in another thread: the results of one here, with its functions here. */
import { jsBackend } from "@rensa/backend-js";
import {
  compile,
  constant,
  createStore,
  defineOp,
  definePlugin,
  f32,
  f64,
  hostTensor,
  i32,
  RensaError,
  scan,
  trace,
  whileLoop,
  type OpSamples,
} from "@rensa/core";
import { add, less, matmul, mul, sum } from "@rensa/ops";
import { afterAll, describe, expect, it } from "vitest";
import { describeBackend, remoteBackend } from "../src/index.ts";
import { called, codeOf, counting, withWorker } from "./remote-backends.ts";

const backend = remoteBackend();
const late = remoteBackend({ delay: 3 });
afterAll(() => Promise.all([backend.close(), late.close()]));

/** Kernels of every kind: rows, contractions, scatters, functions of an op, and loops; one sample of each. */
const described = [
  "loss/softmax",
  "linear/matmul",
  "convolution/conv2d",
  "cumulative/cumsum",
  "indexing/scatter-add-along",
  "linear-algebra/cholesky",
  "random/normal",
];
const groups = [{ name: "remote", backends: [backend] }];
for (const name of described) {
  const { samples } = (await import(new URL(`../../ops/src/${name}.samples.ts`, import.meta.url).href)) as {
    readonly samples: OpSamples;
  };
  describeBackend({ ...samples, samples: samples.samples.slice(0, 1) }, groups);
}

describe("remoteBackend", () => {
  it.each([
    [{ delay: -1 }, /delay/],
    [{ delay: Number.NaN }, /delay/],
    [{ delay: Number.POSITIVE_INFINITY }, /delay/],
    [{ delay: 60_001 }, /from 0 to 60000/],
    [{ delay: "1" }, /delay/],
    [{ delay: null }, /delay/],
    [{ latency: 1 }, /latency/],
    [{ cachedPrograms: -1 }, /programs/],
    [5, /remoteBackend/],
  ])("refuses %j", (options, reason) => {
    const make = () => remoteBackend(options as never);
    expect(make).toThrow(RensaError);
    expect(make).toThrow(reason);
  });

  it.each([
    ["at once", backend],
    ["later", late],
  ] as const)("has the bits of JavaScript here, in loops, with constants, in both precisions: %s", async (_, there) => {
    const table = hostTensor([[0.1], [1 / 3], [1e-7]]);
    const empty = { ...f32(0, 3), data: new Float32Array() };
    const traced = trace({ h: f32(3), xs: f32(4, 3), wide: f64(3), n: i32() }, ({ h, xs, wide, n }) => {
      const [end, all] = scan(h, xs, (state, x) => {
        const next = mul(add(state, x), 1 / 3);
        return [next, sum(next)];
      });
      const [found] = whileLoop(
        [end, n],
        ([, at]) => less(at, 5),
        ([value, at]) => [mul(value, 1.5), add(at, 1)],
      );
      return { found, all, product: matmul(xs, constant(table)), wide: mul(wide, 1e-9), nothing: constant(empty) };
    });
    const data = {
      h: [0.1, 0.2, 0.3],
      xs: Array.from({ length: 4 }, (_each, at) => [at / 7, 1 / (at + 1), -at]),
      wide: [1, 2, 3],
      n: 2,
    };
    for (const precision of ["f32", "f64"] as const) {
      const here = await compile(traced, { backend: jsBackend(), precision });
      const elsewhere = await compile(traced, { backend: there, precision });
      expect(await elsewhere.runAsync(data)).toEqual(here.run(data));
      expect([...elsewhere.stages.sources]).toEqual([...here.stages.sources]);
    }
  });

  it("does what it is asked for in order, with as much under way as one likes, and copies data at the call", async () => {
    const store = await createStore({ total: f32(2) }, { backend: late });
    const program = await compile(counting, { backend: late, state: store });
    const x = Float32Array.of(1, 10);
    const seen: string[] = [];
    const tell = async (what: string, work: Promise<unknown>) => {
      const value = await work;
      seen.push(what);
      return value;
    };
    const work = [
      tell("run 1", program.runAsync({ x })),
      tell("read 1", store.read("total")),
      tell("run 2", program.runAsync({ x })),
    ];
    x.fill(1000);
    const total = Float32Array.of(5, 5);
    store.write({ total });
    total.fill(0);
    work.push(tell("run 3", program.runAsync({ x: [1, 1] })), tell("read 2", store.read("total")));
    const values = (await Promise.all(work)).map((value) => [
      ...((value as { before?: { data: Float32Array }; data: Float32Array }).before?.data ??
        (value as { data: Float32Array }).data),
    ]);
    expect(values).toEqual([
      [0, 0],
      [1, 10],
      [1, 10],
      [5, 5],
      [6, 6],
    ]);
    expect(seen).toEqual(["run 1", "read 1", "run 2", "run 3", "read 2"]);
  });

  it("calls functions here, with what stands there, in loops too", async () => {
    const seen: number[][] = [];
    const host = called((x) => {
      seen.push([...Array.from(x)]);
      return Array.from(x, (value) => value + 0.5);
    });
    const traced = trace({ h: f32(2), xs: f32(3, 2) }, ({ h, xs }) => {
      const [end, all] = scan(h, xs, (state, x) => {
        const next = add(state, x);
        return [next, mul(host(next), 2)];
      });
      return { end, all };
    });
    const program = await compile(traced, { backend, precision: "f64" });
    const found = await program.runAsync({
      h: [0, 1],
      xs: [
        [1, 1],
        [2, 2],
        [3, 3],
      ],
    });
    expect([...found.end.data]).toEqual([6, 7]);
    expect([...found.all.data]).toEqual([3, 5, 7, 9, 13, 15]);
    expect(seen).toEqual([
      [1, 2],
      [3, 4],
      [6, 7],
    ]);
  });

  it("uses kernels of plugins for js", async () => {
    const kinds: string[] = [];
    const twice = defineOp({ name: "twice", forward: { scalar: ([x]) => x.mul(2) } });
    const plugin = definePlugin({
      name: "rensa-plugin-twice",
      version: "1.0.0",
      ops: { twice },
      backends: {
        js: {
          twice: ([x], [y]) => {
            kinds.push(x.data.constructor.name);
            x.data.forEach((value, at) => (y.data[at] = 2 * value));
          },
        },
      },
    });
    const traced = trace({ x: f32(2) }, ({ x }) => twice(x));
    const program = await compile(traced, { backend, plugins: [plugin] });
    expect([...(await program.runAsync({ x: [1, 2] })).data]).toEqual([2, 4]);
    expect(kinds).toEqual(["Float32Array"]);
  });

  it("rejects with what a function threw, that run alone, and goes on", async () => {
    const own = new TypeError("not this one");
    const host = called((x) => {
      if (x[0] === 2) throw own;
      return x;
    });
    const traced = trace({ total: f32(), x: f32(1) }, ({ total, x }) => ({
      total: add(total, sum(host(x))),
      seen: host(x),
    }));
    const program = await compile(traced, { backend: late, state: ["total"] });
    const runs = await Promise.allSettled([1, 2, 3].map((x) => program.runAsync({ x: [x] })));
    expect(runs.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    const { reason } = runs[1] as PromiseRejectedResult;
    expect(reason).toMatchObject({ code: "HOST_OP_FAILED", op: "called" });
    expect((reason as RensaError).cause).toBe(own);
    expect((await program.store.read("total")).data[0]).toBe(4);
  });

  it("refuses a store of another backend, and what it has no memory for, and goes on", async () => {
    const store = await createStore({ total: f32(2) }, { backend });
    expect(await codeOf(() => compile(counting, { backend: { ...late }, state: store }))).toBe("ARGUMENT_INVALID");
    // Half of what a process may address, which no engine gives.
    const refused = await codeOf(() => createStore({ a: f32(2 ** 26, 2 ** 20) }, { backend }));
    expect(refused).toBe("BACKEND_UNSUPPORTED");
    const program = await compile(counting, { backend, state: store });
    expect([...(await program.runAsync({ x: [1, 2] })).before.data]).toEqual([0, 0]);
  });

  it("frees a program that is released, after its runs, and leaves the store", async () => {
    const { own, worker } = await withWorker({ delay: 2 });
    const store = await createStore({ total: f32(2) }, { backend: own });
    const program = await compile(counting, { backend: own, state: store });
    const posted: string[] = [];
    const post = worker.postMessage.bind(worker);
    worker.postMessage = (...parts: Parameters<typeof post>) => {
      posted.push((parts[0] as { request: { kind: string } }).request.kind);
      post(...parts);
    };
    const run = program.runAsync({ x: [1, 2] });
    program.release();
    program.release();
    await run;
    expect(posted.filter((kind) => kind === "free")).toHaveLength(1);
    expect(await codeOf(() => program.runAsync({ x: [1, 2] }))).toBe("PROGRAM_RELEASED");
    expect([...(await store.read("total")).data]).toEqual([1, 2]);
    await own.close();
  });
});
