/** Every program from a cache is its own: its lines, its host functions, its checks and its time. */
import { add, cos, matmul, mul, sin, sum, take } from "@rensa/ops";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  defaultPasses,
  defineOp,
  f32,
  grad,
  i32,
  rule,
  simplifyWith,
  trace,
  type Pass,
  type Tensor,
} from "../src/index.ts";
import { makers, type AnyTraced, type AnyProgram, compiled, isShared, bitsOf } from "./program-cache-traces.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

describe.each(Object.entries(makers))("with the cache of %s", (_name, make) => {
  it("errors name the line of the graph that was compiled, not of an equal one", async () => {
    const backend = make();
    const failing = defineOp({
      name: "failing",
      forward: {
        host: {
          types: ([x]) => [x],
          run: () => {
            throw new Error("no");
          },
        },
      },
      nonDifferentiable: "it fails",
      call:
        (apply) =>
        (x: Tensor): Tensor =>
          apply([x]),
    });
    const one = await compiled(trace({ x: f32(2) }, ({ x }) => failing(x)) as never, { backend });
    const other = await compiled(trace({ x: f32(2) }, ({ x }) => failing(x)) as never, { backend });
    const lineOf = (program: AnyProgram): number => {
      try {
        bitsOf(program, { x: [1, 2] });
        return 0;
      } catch (error) {
        return (error as { origin?: { line: number } }).origin?.line ?? 0;
      }
    };
    expect(lineOf(one)).toBeGreaterThan(0);
    expect(lineOf(other)).toBe(lineOf(one) + 1);
  });

  it("a host op that reads what is around it goes on doing so in every program", async () => {
    const backend = make();
    let offset = 1;
    const around = defineOp({
      name: "around",
      forward: {
        host: {
          types: ([x]) => [x],
          run: ([x], [y]) => {
            x.data.forEach((value, at) => (y!.data[at] = value + offset));
          },
        },
      },
      nonDifferentiable: "a host op",
      call:
        (apply) =>
        (x: Tensor): Tensor =>
          apply([x]),
    });
    const traceOnce = (): AnyTraced => trace({ x: f32(1) }, ({ x }) => around(x)) as never;
    const [one, other] = [await compiled(traceOnce(), { backend }), await compiled(traceOnce(), { backend })];
    expect(isShared(one, other)).toBe(true);
    offset = 5;
    expect(bitsOf(one, { x: [1] })).toEqual(bitsOf(other, { x: [1] }));
    expect(new Float32Array(Uint8Array.from(bitsOf(other, { x: [1] })).buffer)[0]).toBe(6);
  });

  it("checks are made for every program", async () => {
    const backend = make();
    const wrong = rule("sin(x) -> cos(x)", { op: sin, inputs: ["x"] }, ({ x }) => cos(x));
    const passes = [simplifyWith([wrong])];
    const traceOnce = (): AnyTraced => trace({ x: f32(3) }, ({ x }) => sin(x)) as never;
    await compiled(traceOnce(), { backend, passes });
    await expect(compiled(traceOnce(), { backend, passes, checkPasses: true })).rejects.toMatchObject({
      code: "PASS_CHANGED_VALUES",
    });
    const picked = (): AnyTraced => trace({ x: f32(3), at: i32(1) }, ({ x, at }) => take(mul(x, 2), at)) as never;
    for (const checkIndices of [false, true, true]) {
      const program = await compiled(picked(), { backend, checkIndices });
      const call = (): unknown => bitsOf(program, { x: [1, 2, 3], at: Int32Array.of(7) });
      if (checkIndices) expect(call).toThrow(/7/);
      else call();
    }
  });

  it("what is compiled twice at once is compiled once, and fails twice", async () => {
    const modules = vi.spyOn(WebAssembly, "compile");
    const backend = make();
    const traceOnce = (): AnyTraced =>
      grad(
        trace({ x: f32(5, 5) }, ({ x }) => sum(matmul(x, sin(x)))),
        ["x"],
      ) as never;
    const programs = await Promise.all([1, 2, 3].map(() => compiled(traceOnce(), { backend })));
    expect(new Set(programs.map(({ stages }) => stages.kernels)).size).toBe(1);
    expect(modules.mock.calls.length).toBeLessThanOrEqual(1);
    let fails = true;
    const failing: Pass = {
      name: "fail at first",
      run: () => {
        if (fails) throw new Error("not yet");
        return {};
      },
    };
    const attempt = (): Promise<AnyProgram> => compiled(traceOnce(), { backend, passes: [failing] });
    const size = backend.cache?.size;
    expect((await Promise.allSettled([attempt(), attempt()])).map(({ status }) => status)).toEqual([
      "rejected",
      "rejected",
    ]);
    expect(backend.cache?.size).toBe(size);
    fails = false;
    await attempt();
  });

  it("what changes while it is compiled changes nothing", async () => {
    const backend = make();
    const passes = [...defaultPasses];
    const traceOnce = (): AnyTraced => trace({ x: f32(2) }, ({ x }) => add(x, 0)) as never;
    const compiling = compiled(traceOnce(), { backend, passes });
    passes.splice(0);
    expect(isShared(await compiling, await compiled(traceOnce(), { backend, passes: defaultPasses }))).toBe(true);
  });
});
