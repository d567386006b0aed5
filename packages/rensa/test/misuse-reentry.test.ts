/** Programs that are called while they run. */
import { jsBackend } from "@rensa/backend-js";
import { wasmBackend } from "@rensa/backend-wasm";
import { add, mul } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import type { StatefulProgram } from "@rensa/core";
import { createEngine, defineOp, f32, hostTensor, trace, type Tensor } from "../src/index.ts";
import { caught } from "./caught.ts";

const backends = [jsBackend(), wasmBackend({ threads: 1 })];

describe.each(backends)("a program of $name that is called while it runs", (backend) => {
  type Called = StatefulProgram<
    { readonly x: ReturnType<typeof f32> },
    { readonly y: unknown },
    { readonly count: ReturnType<typeof f32> }
  >;

  /** A program that has state and a host op which calls `inside`. */
  async function calling(inside: (program: Called) => unknown): Promise<Called> {
    let program: Called | null = null;
    const hook = defineOp({
      name: "hook",
      forward: {
        host: {
          types: ([x]) => [x],
          run: ([x], [y]) => {
            y?.data.set(x.data);
            if (program !== null) inside(program);
          },
        },
      },
      nonDifferentiable: "a test",
      call: (apply) => (x: Tensor) => apply([x]),
    });
    const traced = trace({ count: f32(), x: f32(3) }, ({ count, x }) => ({
      count: add(count, 1),
      y: add(mul(hook(mul(x, 2)), 10), x),
    }));
    program = await createEngine({ backend }).compile(traced, { state: ["count"] });
    return program;
  }

  const wanted = [21, 42, 63];
  const calls: Readonly<Record<string, (program: Called) => unknown>> = {
    run: (program) => program.run({ x: [7, 7, 7] }),
    readNow: (program) => program.store.readNow(),
    write: (program) => {
      program.store.write({ count: hostTensor(5) });
    },
  };

  for (const [name, call] of Object.entries(calls)) {
    it(`refuses ${name} from its host op, and computes as if nothing had been`, async () => {
      const program = await calling((inner) => {
        expect(caught(() => call(inner)).code).toBe("PROGRAM_BUSY");
      });
      const result = program.run({ x: [1, 2, 3] }) as { y: { data: Float32Array } };
      expect([...result.y.data]).toEqual(wanted);
      expect(program.store.readNow("count").data[0]).toBe(1);
    });

    it(`fails with PROGRAM_BUSY where its host op lets ${name} fail, and runs again afterwards`, async () => {
      let isCalling = true;
      const program = await calling((inner) => {
        if (isCalling) call(inner);
      });
      const error = caught(() => program.run({ x: [1, 2, 3] }));
      expect([error.code, error.op]).toEqual(["PROGRAM_BUSY", "hook"]);
      isCalling = false;
      const result = program.run({ x: [1, 2, 3] }) as { y: { data: Float32Array } };
      expect([...result.y.data]).toEqual(wanted);
    });
  }

  it("refuses runAsync from its host op, and takes two runAsync one after the other", async () => {
    let isCalling = true;
    const refused: unknown[] = [];
    const program = await calling((inner) => {
      if (!isCalling) return;
      isCalling = false;
      refused.push(
        inner.runAsync({ x: [7, 7, 7] }).then(
          () => null,
          (error: unknown) => error,
        ),
      );
    });
    const runs = [program.runAsync({ x: [1, 2, 3] }), program.runAsync({ x: [2, 4, 6] })];
    const results = (await Promise.all(runs)) as { y: { data: Float32Array } }[];
    expect(results.map(({ y }) => [...y.data])).toEqual([wanted, wanted.map((value) => 2 * value)]);
    expect(await Promise.all(refused)).toMatchObject([{ code: "PROGRAM_BUSY" }]);
    expect(program.store.readNow("count").data[0]).toBe(2);
  });

  it("may run another program, and be run from data that call it", async () => {
    const other = await calling(() => undefined);
    const program = await calling(() => other.run({ x: [5, 5, 5] }));
    const x = {
      get x() {
        program.run({ x: [9, 9, 9] });
        return [1, 2, 3];
      },
    };
    const result = program.run(x) as { y: { data: Float32Array } };
    expect([...result.y.data]).toEqual(wanted);
    expect(program.store.readNow("count").data[0]).toBe(2);
  });
});
