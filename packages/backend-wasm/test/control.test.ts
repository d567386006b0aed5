/** While loops, branches, and control around host ops, on every backend. */
import { bool, defineOp, f32, i32, sampleTensor, type Tensor } from "@rensa/core";
import { difference } from "@rensa/core/compiler";
import { greater, less, sigmoid, sub, sum, tanh, transpose } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { any, everywhere, inputsOf, plus, run, sameAsUnrolled, threaded, times, traced } from "./everywhere.ts";
import { branch, looped, whileLoop } from "./loops.ts";

const reversed = defineOp({
  name: "reversed",
  forward: {
    host: {
      types: ([type]) => [type],
      run: ([input], [output]) => {
        output?.data.set([...input.data].reverse());
      },
    },
  },
  nonDifferentiable: "a test",
  call:
    (apply) =>
    (given: Tensor): Tensor =>
      apply([given]),
});

describe("a while loop", () => {
  const condition = traced({ n: i32(), x: f32(4), most: i32() }, ({ n, most }) => [
    any(less(n as Tensor, most as never)),
  ]);
  const body = traced({ n: i32(), x: f32(4), most: i32() }, ({ n, x }) => [
    plus(n as Tensor, 1),
    plus(times(x as Tensor, 0.5), 1),
  ]);

  it("runs until its condition fails, and not at all where it fails at once", async () => {
    for (const most of [0, 1, 9]) {
      const inputs = {
        n: sampleTensor([], 0, 0, "i32"),
        x: sampleTensor([4], 1, 4),
        most: { shape: [], dtype: "i32" as const, data: Int32Array.of(most) },
      };
      const found = await everywhere(
        { n: i32(), x: f32(4), most: i32() },
        ({ n, x, most: limit }) =>
          whileLoop({ carried: [n, x] as Tensor[], constants: [limit as Tensor] }, condition, body),
        inputs,
      );
      expect(found[0]?.data[0]).toBe(most);
      const wanted = [...inputs.x.data].map((value) => {
        let next = value;
        for (let step = 0; step < most; step++) next = next * 0.5 + 1;
        return next;
      });
      expect(difference(found[1]?.data ?? [], wanted, 1e-6)).toBeNull();
    }
  });

  it("may carry its own condition", async () => {
    const goesOn = traced({ on: bool(), x: f32() }, ({ on }) => [on as Tensor]);
    const step = traced({ on: bool(), x: f32() }, ({ x }) => {
      const next = times(x as Tensor, 2);
      return [any(less(next, 100)), next];
    });
    const inputs = {
      on: { shape: [], dtype: "bool" as const, data: Uint8Array.of(1) },
      x: { shape: [], dtype: "f32" as const, data: Float32Array.of(3) },
    };
    const found = await everywhere(
      { on: bool(), x: f32() },
      ({ on, x }) => whileLoop({ carried: [on, x] as Tensor[] }, goesOn, step),
      inputs,
    );
    expect(found.map(({ data }) => data[0])).toEqual([0, 192]);
  });

  it("ends for all threads at once, however soon its predicate is written over", async () => {
    const goesOn = traced({ on: bool(), n: f32(), x: f32(64) }, ({ on }) => [on as Tensor]);
    const step = traced({ on: bool(), n: f32(), x: f32(64) }, ({ n, x }) => [
      any(less(n as Tensor, 2000)),
      plus(n as Tensor, 1),
      any(tanh(plus(x as Tensor, 0.1))),
    ]);
    const spec = { on: bool(), n: f32(), x: f32(64) };
    const program = traced(spec, ({ on, n, x }) => whileLoop({ carried: [on, n, x] as Tensor[] }, goesOn, step));
    const inputs = {
      on: { shape: [], dtype: "bool" as const, data: Uint8Array.of(1) },
      n: { shape: [], dtype: "f32" as const, data: Float32Array.of(0) },
      x: sampleTensor([64]),
    };
    for (const backend of threaded) {
      const found = await run(program, backend, inputs);
      expect([...(found[1]?.data ?? [])]).toEqual([2001]);
    }
  });
});

describe("a branch", () => {
  const whenTrue = traced({ x: f32(30), y: f32(30) }, ({ x, y }) => [plus(x as Tensor, y as Tensor), x as Tensor]);
  const whenFalse = traced({ x: f32(30), y: f32(30) }, ({ x, y }) => {
    const both = any(sub(x as Tensor, y as Tensor));
    return [both, both];
  });

  it("runs one of its graphs", async () => {
    for (const bit of [0, 1]) {
      const inputs = {
        which: { shape: [], dtype: "bool" as const, data: Uint8Array.of(bit) },
        x: sampleTensor([30]),
        y: sampleTensor([30], 0, 1),
      };
      const found = await everywhere(
        { which: bool(), x: f32(30), y: f32(30) },
        ({ which, x, y }) => branch(which as Tensor, [x, y] as Tensor[], whenTrue, whenFalse),
        inputs,
      );
      const wanted = [...inputs.x.data].map((value, at) => value + (bit === 1 ? 1 : -1) * (inputs.y.data[at] ?? 0));
      expect(difference(found[0]?.data ?? [], wanted, 1e-6)).toBeNull();
      expect(difference(found[1]?.data ?? [], bit === 1 ? [...inputs.x.data] : wanted, 1e-6)).toBeNull();
    }
  });

  it("is taken anew at every step of a scan", async () => {
    const body = traced({ h: f32(30), x: f32(30) }, ({ h, x }) => {
      const isLarge = any(greater(any(sum(x as Tensor)), 10));
      const [next, other] = branch(isLarge, [h, x] as Tensor[], whenTrue, whenFalse) as [Tensor, Tensor];
      return [any(tanh(next)), other, next];
    });
    const steps = 5;
    const found = await everywhere({ h: f32(30), xs: f32(steps, 30) }, ({ h, xs }) =>
      looped.scan({ carried: [h as Tensor], sequences: [xs as Tensor] }, body, { length: steps }),
    );
    const { h, xs } = inputsOf({ h: f32(30), xs: f32(steps, 30) });
    let carry = [...(h?.data ?? [])];
    const nexts: number[] = [];
    for (let step = 0; step < steps; step++) {
      const x = [...(xs?.data.subarray(step * 30, step * 30 + 30) ?? [])];
      const sign = x.reduce((total, value) => total + value, 0) > 10 ? 1 : -1;
      const next = carry.map((value, at) => value + sign * (x[at] ?? 0));
      nexts.push(...next);
      carry = next.map(Math.tanh);
    }
    expect(difference(found[0]?.data ?? [], carry, 1e-10)).toBeNull();
    expect(difference(found[2]?.data ?? [], nexts, 1e-10)).toBeNull();
  });

  it("is over for all threads before one reads what it made", async () => {
    const spec = { p: bool(), x: f32(96, 96) };
    // A chaotic function: whatever a thread reads too early shows in the end.
    const grow = traced({ x: f32(96, 96) }, ({ x }) => [any(sub(1, times(times(x as Tensor, x as Tensor), 2)))]);
    const turn = traced({ x: f32(96, 96) }, ({ x }) => [any(transpose(x as never))]);
    const body = traced(spec, ({ p, x }) => {
      const [grown = x as Tensor] = branch(p as Tensor, [x as Tensor], grow, turn);
      return [p as Tensor, any(transpose(grown as never))];
    });
    const program = traced(spec, ({ p, x }) => looped.scan({ carried: [p, x] as Tensor[] }, body, { length: 200 }));
    const inputs = {
      p: { shape: [], dtype: "bool" as const, data: Uint8Array.of(1) },
      x: sampleTensor([96, 96], -0.9, 0.9),
    };
    const [first, ...others] = await Promise.all(threaded.map((backend) => run(program, backend, inputs)));
    for (const other of others) expect(other).toEqual(first);
  });
});

describe("control around host ops", () => {
  it("runs host ops in its body, on elements of sequences and of results", async () => {
    const body = traced({ h: f32(4), x: f32(4) }, ({ h, x }) => {
      const next = plus(reversed(x as Tensor), times(h as Tensor, 0.5));
      return [next, reversed(next), any(sigmoid(next))];
    });
    await sameAsUnrolled({ h: f32(4), xs: f32(6, 4) }, ({ h, xs }, style) =>
      style.scan({ carried: [h as Tensor], sequences: [xs as Tensor] }, body, { length: 6, reverse: true }),
    );
  });

  it("drives branches, loops and scans around host ops, and runs those without in between", async () => {
    const inner = traced({ s: f32(3), y: f32(3) }, ({ s, y }) => [
      plus(times(s as Tensor, 0.5), y as Tensor),
      any(sum(s as Tensor)),
    ]);
    const onHost = traced({ s: f32(3), y: f32(3) }, ({ s, y }) => [plus(reversed(s as Tensor), y as Tensor)]);
    const plain = traced({ s: f32(3), y: f32(3) }, ({ s, y }) => [any(sub(s as Tensor, y as Tensor))]);
    const goesOn = traced({ n: f32(), s: f32(3) }, ({ n }) => [any(less(n as Tensor, 2))]);
    const turn = traced({ n: f32(), s: f32(3) }, ({ n, s }) => [plus(n as Tensor, 1), reversed(s as Tensor)]);
    const body = traced({ h: f32(3), x: f32(4, 3), p: bool(), n: f32() }, (given) => {
      const { h, x, p, n } = given as { h: Tensor; x: Tensor; p: Tensor; n: Tensor };
      const [last, sums] = looped.scan({ carried: [h], sequences: [x] }, inner, { length: 4 }) as [Tensor, Tensor];
      const [chosen] = branch(p, [last, h], onHost, plain) as [Tensor];
      const [count, turned] = whileLoop({ carried: [n, chosen] }, goesOn, turn) as [Tensor, Tensor];
      return [any(tanh(turned)), sums, any(sum(turned)), count, chosen];
    });
    const spec = { h: f32(3), xs: f32(4, 4, 3), ps: bool(4), ns: f32(4) };
    const inputs = {
      h: sampleTensor([3]),
      xs: sampleTensor([4, 4, 3], -1, 1),
      ps: { shape: [4], dtype: "bool" as const, data: Uint8Array.of(0, 1, 1, 0) },
      ns: { shape: [4], dtype: "f32" as const, data: Float32Array.of(0, 1, 2, 3) },
    };
    const found = await everywhere(
      spec,
      ({ h, xs, ps, ns }) =>
        looped.scan({ carried: [h as Tensor], sequences: [xs, ps, ns] as Tensor[] }, body, { length: 4 }),
      inputs,
    );
    let carry = [...inputs.h.data];
    const wanted: { sums: number[]; totals: number[]; counts: number[]; chosen: number[] } = {
      sums: [],
      totals: [],
      counts: [],
      chosen: [],
    };
    const total = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
    for (let step = 0; step < 4; step++) {
      let s = carry;
      for (let at = 0; at < 4; at++) {
        wanted.sums.push(total(s));
        s = s.map((value, i) => value * 0.5 + (inputs.xs.data[(step * 4 + at) * 3 + i] ?? 0));
      }
      const start = carry;
      let chosen = inputs.ps.data[step] === 1 ? [...s].reverse() : s;
      chosen = chosen.map((value, i) =>
        inputs.ps.data[step] === 1 ? value + (start[i] ?? 0) : value - (start[i] ?? 0),
      );
      wanted.chosen.push(...chosen);
      let count = inputs.ns.data[step] ?? 0;
      for (; count < 2; count++) chosen = [...chosen].reverse();
      wanted.counts.push(count);
      wanted.totals.push(total(chosen));
      carry = chosen.map(Math.tanh);
    }
    const lists = [carry, wanted.sums, wanted.totals, wanted.counts, wanted.chosen];
    lists.forEach((list, at) => {
      expect(difference(found[at]?.data ?? [], list, 1e-6)).toBeNull();
    });
  });
});
