/** What a vjp gives back is checked: a cotangent that does not fit its input would be a wrong gradient without a word. */
import {
  broadcastTo,
  customVjp,
  defineOp,
  f64,
  full,
  gradientsOf,
  scan,
  sumTo,
  trace,
  vmap,
  type Shape,
  type Tensor,
  type VjpThunks,
} from "@rensa/core";
import { add, cast, mul, reshape, sum } from "@rensa/ops";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectClose, run } from "./run.ts";
import { caught } from "./caught.ts";

/** The gradient of the sum of a function of a [3, 2] and a [2], whose vjp is the given one. */
function gradientWith(vjp: (gradient: Tensor) => unknown, place: keyof typeof places): unknown {
  const op = customVjp({
    name: "doubtful",
    inputs: ["x", "b"],
    forward: (x: Tensor, b: Tensor) => add(x, b),
    vjp: ({ gradient }) => vjp(gradient) as VjpThunks,
  });
  return places[place]((x, b) => op(x, b));
}

type Doubtful = (x: Tensor, b: Tensor) => Tensor;
const loss = (value: Tensor): Tensor<readonly [], "f64"> => sum(mul(value, value)) as Tensor<readonly [], "f64">;
const spec = { x: f64(3, 2), b: f64(2) };

const places = {
  "a trace": (op: Doubtful): unknown => trace(spec, ({ x, b }) => gradientsOf(loss(op(x, b)), { x, b })),
  "a batch": (op: Doubtful): unknown =>
    trace({ x: f64(2, 3, 2), b: f64(2) }, ({ x, b }) => {
      const many = vmap(
        trace(spec, (given) => op(given.x, given.b)),
        2,
        { shared: ["b"] },
      );
      return gradientsOf(loss(many({ x, b })), { x, b });
    }),
  "a loop": (op: Doubtful): unknown =>
    trace(spec, ({ x, b }) =>
      gradientsOf(loss(scan(x, {}, (c) => [op(c, b) as typeof c, {}], { length: 2 })[0]), { x, b }),
    ),
};

const right: VjpThunks = [null, null];
const wrong: Readonly<Record<string, (gradient: Tensor) => unknown>> = {
  "a transposed shape": (g) => [() => reshape(g, [2, 3]), null],
  "a flat shape": (g) => [() => reshape(g, [6]), null],
  "a higher rank": (g) => [() => broadcastTo(g, [4, 3, 2]), null],
  "a scalar": (g) => [() => sum(g), null],
  "another dtype": (g) => [() => cast(g, "f32"), null],
  "an integer": (g) => [() => cast(g, "i32"), null],
  "a longer axis": () => [null, () => full([3], 1, "f64")],
  "a number": () => [() => 0, null],
  null: () => [() => null, null],
  undefined: () => [() => undefined, null],
  "a list of tensors": (g) => [() => [g], null],
  "typed data": () => [() => new Float64Array(6), null],
  "a promise": (g) => [() => Promise.resolve(g), null],
  "a tensor in place of a thunk": (g) => [g, null],
  "a number in place of a thunk": () => [1, null],
  "undefined in place of a thunk": () => [undefined, null],
  "a hole in place of a thunk": () => new Array(2),
  "too few thunks": (g) => [() => g],
  "too many thunks": () => [...right, null],
  "no list": (g) => () => g,
  "a promise of a list": () => Promise.resolve(right),
  nothing: () => undefined,
};

describe.each(Object.keys(places) as (keyof typeof places)[])("in %s, a vjp that returns", (place) => {
  it.each(Object.keys(wrong))("%s is refused, with op, line and cure", (name) => {
    const error = caught(() => gradientWith((gradient) => wrong[name]?.(gradient), place));
    expect(error).toMatchObject({ code: "OP_INVALID", op: expect.stringContaining("doubtful") as string });
    expect(error.message).toMatch(/doubtful: its vjp.*(return|put) /);
    expect(error.origin?.file).toContain("vjp-results.test.ts");
  });

  it("its input's type, or what that is broadcast to, is right", async () => {
    const traced = gradientWith((g) => [() => g, () => g], place) as ReturnType<typeof trace>;
    const plain = places[place]((x, b) => add(x, b)) as ReturnType<typeof trace>;
    const x = Array.from({ length: place === "a batch" ? 12 : 6 }, (_, at) => at / 4 - 1);
    const shape = place === "a batch" ? [2, 3, 2] : [3, 2];
    const inputs = { x: { shape, dtype: "f64", data: Float64Array.from(x) }, b: [0.5, -2] };
    expectClose(await run(traced, inputs), await run(plain, inputs), 1e-12);
  });
});

describe("sumTo", () => {
  const shapes = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 });

  it("takes a shape that broadcasts to the input's, and no other", () => {
    fc.assert(
      fc.property(shapes, shapes, (from, to) => {
        const call = (): unknown => trace({ x: f64(...from) }, ({ x }) => sumTo(x, to));
        if (broadcasts(to, from)) expect(call).not.toThrow();
        else expect(caught(call)).toMatchObject({ code: "SHAPE_MISMATCH", op: "sum_to" });
      }),
    );
  });
});

describe("a composite that returns", () => {
  it.each([
    ["a number", 1],
    ["null", null],
    ["nothing", undefined],
    ["a promise", Promise.resolve(1)],
    ["text", "x"],
  ])("%s is refused", (_, value) => {
    const op = defineOp({
      name: "returns",
      forward: { composite: () => value as never },
      call: (apply) => (x: Tensor) => apply([x]),
    });
    const custom = customVjp({ name: "returns", inputs: ["x"], forward: () => value as never, vjp: () => [null] });
    for (const call of [op, custom]) {
      const error = caught(() => trace({ x: f64(2) }, ({ x }) => call(x as never)));
      expect(error).toMatchObject({ code: "OP_INVALID", op: "returns" });
      expect(error.origin?.file).toContain("vjp-results.test.ts");
    }
  });
});

function broadcasts(from: Shape, to: Shape): boolean {
  if (from.length > to.length) return false;
  return from.every((extent, axis) => extent === 1 || extent === to[to.length - from.length + axis]);
}
