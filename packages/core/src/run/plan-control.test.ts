import { describe, expect, it } from "vitest";
import { cond } from "../control/cond.ts";
import { scan } from "../control/scan.ts";
import { f32 } from "../graph/tensor-type.ts";
import { printKernel } from "../kernel/printer/print-kernel.ts";
import { defineOp } from "../op/define-op.ts";
import { accumulate } from "../op/structural.ts";
import { trace, type Traced } from "../trace/trace.ts";
import { planningBackend } from "./planning-backend.ts";
import { compile } from "./compile.ts";

const half = defineOp({ name: "half", forward: { scalar: ([x]) => x.mul(0.5) } });
const isSmall = defineOp({ name: "is_small", forward: { scalar: ([x]) => x.lt(8) }, result: "bool" });

/** Plans a program that is never run. */
const backend = planningBackend();

async function stagesOf<Spec, Result>(traced: Traced<Spec, Result>, fuse = true) {
  return (await compile(traced, { backend, fuse })).stages;
}

describe("a loop, planned", () => {
  it("reads elements where they stand, writes results where they belong, and carries in place", async () => {
    const traced = trace({ a: f32(4), xs: f32(3, 4) }, ({ a, xs }) =>
      scan(a, xs, (carry, x) => [half(accumulate(carry, x)), half(x)], { reverse: true }),
    );
    const { kernels, memory } = await stagesOf(traced);
    expect(kernels.map(printKernel).join("\n")).toMatchInlineSnapshot(`
      "kernel_0 scan of 3 (scan_0)
        read a: f32[4]
        read xs: f32[12]
        write scan_0: f32[4]
        write scan_0#1: f32[12]
        copy a to scan_0
        body
          view scan_0/half_1: scan_0 at byte 0
          view scan_0/half_2: scan_0#1 at byte 32 - 16*step
          view scan_0/element: xs at byte 32 - 16*step
          view scan_0/carry: scan_0 at byte 0
          scan_0/kernel_0 rows [i0: 4] (scan_0/accumulate_0, scan_0/half_1, scan_0/half_2)
            read scan_0/element: f32[4]
            read scan_0/carry: f32[4]
            write scan_0/half_1: f32[4]
            write scan_0/half_2: f32[4]
            scan_0/half_1[i0] = (scan_0/carry[i0] + scan_0/element[i0]) * 0.5
            scan_0/half_2[i0] = scan_0/element[i0] * 0.5"
    `);
    // The input and the sequence, what is carried, and the stacked results.
    expect(memory.bytes).toBe(64 + 64 + 64 + 64);
  });

  it("copies what cannot be written in place, in an order in which nothing is lost", async () => {
    const traced = trace({ a: f32(4), b: f32(4) }, ({ a, b }) =>
      scan({ a, b }, {}, ({ a: first, b: second }) => [{ a: second, b: first }, first], { length: 2 }),
    );
    const { kernels } = await stagesOf(traced);
    expect(kernels.map(printKernel).join("\n")).toMatchInlineSnapshot(`
      "kernel_0 scan of 2 (scan_0)
        read a: f32[4]
        read b: f32[4]
        write scan_0: f32[4]
        write scan_0#1: f32[4]
        write scan_0#2: f32[8]
        write scan_0/scratch: u8[64]
        copy a to scan_0
        copy b to scan_0#1
        body
          view scan_0/carry.b: scan_0#1 at byte 0
          view scan_0/carry.a: scan_0 at byte 0
          view scan_0/carry.a before: scan_0/scratch at byte 0
          view scan_0/result 0: scan_0#2 at byte 0 + 16*step
          scan_0/keep_0 rows [i: 4]
            read scan_0/carry.a: f32[4]
            write scan_0/carry.a before: f32[4]
            scan_0/carry.a before[i] = scan_0/carry.a[i]
          scan_0/copy_0 rows [i: 4]
            read scan_0/carry.a: f32[4]
            write scan_0/result 0: f32[4]
            scan_0/result 0[i] = scan_0/carry.a[i]
          copy scan_0/carry.b to scan_0/carry.a
          copy scan_0/carry.a before to scan_0/carry.b"
    `);
  });

  it("keeps its temporaries in one buffer that lives only while it runs", async () => {
    const traced = trace({ a: f32(64), xs: f32(3, 64) }, ({ a, xs }) => {
      const start = half(a);
      const [last] = scan(start, xs, (carry, x) => [half(half(accumulate(carry, x))), {}]);
      return half(half(last));
    });
    const { kernels, memory } = await stagesOf(traced, false);
    // Its start, of which it takes the storage, is the only other value while it runs; its scratch memory is used again.
    expect(kernels.map(({ kind }) => kind)).toEqual(["rows", "scan", "rows", "rows"]);
    expect(memory.bytes).toBe(memory.lowerBound);
    expect(memory.bytes).toBe(256 + 768 + 256 + 256);
  });
});

describe("a branch, planned", () => {
  it("writes into one place from both sides", async () => {
    const traced = trace({ p: f32(), x: f32(4) }, ({ p, x }) =>
      cond(
        isSmall(p),
        () => half(x),
        () => x,
      ),
    );
    const { kernels } = await stagesOf(traced);
    expect(kernels.map(printKernel).join("\n")).toMatchInlineSnapshot(`
      "kernel_0 rows [] (is_small_0)
        read p: f32[1]
        write is_small_0: bool[1]
        is_small_0[0] = p[0] < 8
      kernel_1 branch on is_small_0 (cond_1)
        read is_small_0: bool[1]
        read x: f32[4]
        write cond_1: f32[4]
        when true
          view cond_1/true/half_0: cond_1 at byte 0
          view cond_1/true/captured_0: x at byte 0
          cond_1/true/kernel_0 rows [i0: 4] (cond_1/true/half_0)
            read cond_1/true/captured_0: f32[4]
            write cond_1/true/half_0: f32[4]
            cond_1/true/half_0[i0] = cond_1/true/captured_0[i0] * 0.5
        when false
          view cond_1/false/captured_0: x at byte 0
          view cond_1/false/result 0: cond_1 at byte 0
          cond_1/false/copy_0 rows [i: 4]
            read cond_1/false/captured_0: f32[4]
            write cond_1/false/result 0: f32[4]
            cond_1/false/result 0[i] = cond_1/false/captured_0[i]"
    `);
  });
});
