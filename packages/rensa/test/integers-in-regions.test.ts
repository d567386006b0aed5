/** Integers stand between floats, as operands and as results: derivatives find their own places. */
import { checkpoint, cond, f64, full, gradientsOf, i32, scan, trace, type Tensor } from "@rensa/core";
import { add, cast, mul, sin, sum } from "@rensa/ops";
import { expect, it } from "vitest";
import { runFlat } from "./run.ts";

type Body = (i: Tensor, x: Tensor, j: Tensor, y: Tensor) => Results;
type Results = readonly [Tensor, Tensor, Tensor, Tensor];

const call = (op: unknown, ...operands: readonly unknown[]): Tensor =>
  (op as (...all: readonly unknown[]) => Tensor)(...operands);

/** Integers, then floats of other shapes, each in turn. */
const body: Body = (i, x, j, y) => [
  call(add, i, j),
  call(mul, call(sin, x), call(cast, i, "f64")),
  call(mul, i, j),
  call(mul, call(mul, y, y), call(mul, call(sum, x), call(cast, j, "f64"))),
];
const other: Body = (i, x, j, y) => [j, call(mul, x, x), i, call(sin, y)];
const isTrue = (value: boolean): Tensor<readonly [], "bool"> => full([], Number(value), "bool");

const ways: Readonly<Record<string, (...operands: Parameters<Body>) => Results>> = {
  "a branch that is taken": (...all) =>
    cond(
      isTrue(true),
      () => body(...all),
      () => other(...all),
    ),
  "a branch that stands second": (...all) =>
    cond(
      isTrue(false),
      () => other(...all),
      () => body(...all),
    ),
  "a checkpoint": (...all) => checkpoint(() => body(...all)),
  "what a loop carries": (...all) => scan(all, {}, (carry) => [body(...carry) as typeof all, {}], { length: 1 })[0],
  "what a loop reads and stacks": (...all) => {
    const [, [i, x, j, y]] = scan(full([], 0), {}, (carry: Tensor) => [carry, body(...all)] as const, { length: 1 });
    return [call(sum, i, 0), call(sum, x, 0), call(sum, j, 0), call(sum, y, 0)];
  },
};

it.each(Object.entries(ways))("%s", async (_, way) => {
  const spec = { i: i32(), x: f64(3), j: i32(), y: f64(2) };
  const data = { i: 2, x: [0.5, -1, 2], j: 3, y: [1.5, -0.25] };
  const traced = (made: (...operands: Parameters<Body>) => Results) =>
    trace(spec, ({ i, x, j, y }) => {
      const results = made(i, x, j, y);
      const loss = add(sum(results[1]), call(mul, call(sum, results[3]), 0.5));
      const first = gradientsOf(loss, { x, y });
      const slopes = call(add, call(sum, first["x"]), call(mul, call(sum, first["y"]), 3));
      return { results, first, second: gradientsOf(slopes, { x, y }) };
    });
  const found = await runFlat(traced(way) as never, data);
  const wanted = await runFlat(traced(body) as never, data);
  expect(found.length).toBe(wanted.length);
  found.forEach((value, at) => expect(value).toBeCloseTo(wanted[at] ?? Number.NaN, 10));
});
