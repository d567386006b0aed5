/** A derivative, in either mode, belongs to the numbers that were drawn for the result, or it is refused. */
import { jsBackend } from "@rensa/backend-js";
import { add, cast, less, mul, sin, sum } from "@rensa/ops";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checkpoint,
  cond,
  constant,
  createEngine,
  defineOp,
  f64,
  full,
  RensaError,
  scan,
  trace,
  valueAndGrad,
  whileLoop,
  type HostTensor,
  type Tensor,
  type Traced,
} from "../src/index.ts";
import { flattenTree, isTyped, tangentsOf } from "@rensa/core";

type Vector = Tensor<readonly [3], "f64">;
type Step = (w: Vector, x: Vector, noise: Vector) => Tensor;

let draws = 0;
const draw = (): number => Math.sin(0.7 + 1.3 * draws++);

/** Other numbers at every call. */
const chance = defineOp({
  name: "chance",
  forward: {
    host: {
      types: ([x]) => [x],
      run: (_, [y]) => {
        for (let at = 0; at < (y?.data.length ?? 0); at++) y?.data.fill(draw(), at, at + 1);
      },
    },
  },
  traits: { impure: true },
  nonDifferentiable: "it draws by chance",
  call: (apply) => (x: Tensor) => apply([x]),
});
/** The same of nothing. */
const chanceOfNothing = defineOp({
  name: "chance_of_nothing",
  inputs: [],
  forward: {
    host: {
      types: () => [{ shape: [3], dtype: "f64" }],
      run: (_, [y]) => {
        for (let at = 0; at < 3; at++) y?.data.fill(draw(), at, at + 1);
      },
    },
  },
  traits: { impure: true },
  nonDifferentiable: "it draws by chance",
  call: (apply) => () => apply([]),
});
/** One that does not say that it draws. */
const chanceInside = defineOp({
  name: "chance_inside",
  forward: { composite: ([x]) => add(chance(x), full([3], 0, "f64")) },
  nonDifferentiable: "it draws by chance",
  call: (apply) => (x: Tensor) => apply([x]),
});
const one = full as (shape: readonly number[], value: number, dtype?: string) => Tensor;
const noises: Readonly<Record<string, () => Tensor>> = {
  "of a constant": () => chance(one([3], 1, "f64")),
  "of nothing": () => chanceOfNothing(),
  "in a composite": () => chanceInside(one([3], 1, "f64")),
  "in a branch": () =>
    cond(
      one([], 1, "bool") as never,
      () => chance(one([3], 1, "f64")),
      () => one([3], 0, "f64"),
    ),
  "in a loop": () => scan(one([3], 1, "f64"), {}, (carry) => [chance(carry), {}], { length: 1 })[0],
};

const steps: Readonly<Record<string, readonly [step: Step, isRight: boolean]>> = {
  "added to what is differentiated": [(w, x, noise) => add(mul(w, x), noise), true],
  "multiplied with it": [(w, x, noise) => mul(mul(w, x), noise), false],
  "inside a function": [(w, x, noise) => sin(add(mul(w, x), noise)), false],
  "read by nothing": [(w, x) => sin(mul(w, x)), true],
};

type Around = (w: Vector, x: Vector, body: (x: Vector) => Tensor) => Tensor;
const carries = "what a scan carries";
const arounds: Readonly<Record<string, Around>> = {
  "a scan": (w, x, body) => scan(w, {}, (carry) => [carry, body(add(x, carry))], { length: 2 })[1],
  [carries]: (_, x, body) => scan(x, {}, (carry) => [body(carry) as Vector, {}], { length: 2 })[0],
  "a checkpoint": (_, x, body) => checkpoint(() => body(x)),
  "a branch": (_, x, body) =>
    cond(
      one([], 1, "bool") as never,
      () => body(x),
      () => x,
    ),
  "a checkpoint in a scan": (w, x, body) =>
    scan(w, {}, (carry) => [carry, checkpoint(() => body(x))], { length: 2 })[1],
  "a branch in a checkpoint": (_, x, body) =>
    checkpoint(() =>
      cond(
        one([], 1, "bool") as never,
        () => body(x),
        () => x,
      ),
    ),
};

const spec = { w: f64(3), x: f64(3) };
const backend = jsBackend();

/** The numbers that a program returns when the draws begin anew. */
async function runner(traced: unknown): Promise<(data: object) => readonly number[]> {
  const program = await createEngine({ backend }).compile(traced as Traced<never, never>);
  return (data) => {
    draws = 0;
    const isData = (value: unknown): value is HostTensor => isTyped(value);
    const found = new Map(flattenTree(program.run(data as never), isData));
    return [...((found.get("gradients.w") ?? found.get(""))?.data ?? [])];
  };
}

type Loss = (given: { w: Vector; x: Vector }) => Tensor<readonly [], "f64">;

/** The loss and its gradient, which forward mode finds along one axis after the other. */
const modes: Readonly<Record<string, (build: Loss) => object>> = {
  reverse: (build) => valueAndGrad(trace(spec, build), ["w"]),
  forward: (build) =>
    trace(spec, ({ w, x }) => {
      const value = build({ w, x });
      const parts = [0, 1, 2].map((at) => {
        const unit = constant({
          shape: [3],
          dtype: "f64",
          data: Float64Array.from([0, 1, 2], (each) => +(each === at)),
        });
        return mul(unit, tangentsOf(value, w, unit));
      });
      return { value, gradients: { w: parts.reduce((all, part) => add(all, part)) } };
    }),
};
const loops: Readonly<Record<string, Around>> = {
  "a loop until": (w, x, body) => {
    const around = (n: Tensor) => add(body(add(x, w)), mul(cast(n, "f64"), 0));
    const start: { readonly y: Tensor; readonly n: Tensor } = { y: x, n: one([], 0, "i32") };
    return whileLoop(
      start,
      ({ n }) => less(n, 2) as Tensor<readonly [], "bool">,
      ({ n }) => ({ y: around(n), n: add(n, 1) }),
    ).y;
  },
};
const places = Object.entries(modes).flatMap(([mode, differentiated]) =>
  Object.entries({ ...arounds, ...(mode === "forward" ? loops : {}) }).map(
    ([place, around]) => [mode, differentiated, place, around] as const,
  ),
);

describe("a gradient through what is drawn by chance", () => {
  for (const [mode, differentiated, place, around] of places) {
    for (const [use, [step, isRight]] of Object.entries(steps)) {
      it.each(Object.entries(noises))(
        `in ${place}, ${use}, drawn %s, is that of finite differences, or refused, in ${mode} mode`,
        async (_, noise) => {
          const build = ({ w, x }: { w: Vector; x: Vector }) =>
            sum(around(w, x, (inner) => step(w, inner, noise() as Vector))) as Tensor<readonly [], "f64">;
          let gradient: (data: object) => readonly number[];
          try {
            gradient = await runner(differentiated(build));
          } catch (error) {
            expect(error).toBeInstanceOf(RensaError);
            expect(error).toMatchObject({ code: "NOT_DIFFERENTIABLE", op: expect.stringMatching(/^chance/) as string });
            // What is carried is noisy in the second step.
            expect(isRight && (use === "read by nothing" || place !== carries)).toBe(false);
            return;
          }
          const value = await runner(trace(spec, build));
          const numbers = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 3, maxLength: 3 });
          fc.assert(
            fc.property(numbers, numbers, fc.nat(2), (w, x, at) => {
              const moved = (by: number): number =>
                value({ w: w.map((each, i) => (i === at ? each + by : each)), x })[0] ?? 0;
              expect(gradient({ w, x })[at]).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 5);
            }),
            { numRuns: 5 },
          );
        },
      );
    }
  }
});

it("a number of steps that is drawn is refused in forward mode, as the steps would be others", () => {
  const drawn = (again: boolean) => () =>
    trace(spec, ({ w, x }) => {
      const noise = (): Tensor => sum(chanceOfNothing());
      const { y } = whileLoop(
        { y: x, n: one([], 0, "f64") },
        ({ n }) => less(again ? n : noise(), 2) as Tensor<readonly [], "bool">,
        ({ y: value, n }) => ({ y: mul(value, w), n: add(n, again ? noise() : 1) }),
      );
      return tangentsOf(y, w, x);
    });
  for (const again of [false, true]) {
    expect(drawn(again)).toThrow(
      expect.objectContaining({ code: "NOT_DIFFERENTIABLE", op: "chance_of_nothing" }) as never,
    );
  }
});
