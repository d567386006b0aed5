/** Rules that an op brings for forward mode and for batches: where they are taken, and what is refused of them. */
import {
  checkpoint,
  cond,
  customVjp,
  defineOp,
  f64,
  full,
  grad,
  gradientsOf,
  jvp,
  scan,
  tangentsOf,
  trace,
  vmap,
  whileLoop,
  type Attributes,
  type Tensor,
} from "@rensa/core";
import { add, clamp, greater, less, mul, sin, sum } from "@rensa/ops";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { refuses } from "../../core/test/refusal.ts";
import { expectClose, run } from "./run.ts";

type Vector = Tensor<readonly [3], "f64">;
type Of = (x: Vector) => Vector;

const host = (count: { calls: number }) => ({
  host: {
    types: ([x]: readonly { shape: readonly number[]; dtype: "f64" }[]) => (x === undefined ? [] : [x]),
    run: ([x]: readonly { data: Float64Array }[], [y]: readonly { data: Float64Array }[]) => {
      count.calls++;
      x?.data.forEach((value, at) => {
        if (y !== undefined) y.data[at] = value ** 3;
      });
    },
  },
});
const times3 = (x: Tensor, by: Tensor): Tensor => mul(mul(mul(x, x), 3), by);

/** Cubes of a host function, with the rules that are given. */
function cubeOp(rules: object): Of & { calls: number } {
  const count = { calls: 0 };
  const op: Of = defineOp({
    name: "cube",
    forward: host(count),
    vjp: ({ inputs: [x], gradient }: { inputs: readonly [Tensor]; gradient: Tensor }) => [() => times3(x, gradient)],
    call: (apply: (inputs: readonly Tensor[], given?: Attributes) => Tensor) => (x: Tensor) => apply([x]),
    ...rules,
  } as never);
  return Object.defineProperty(op, "calls", { get: () => count.calls }) as Of & { calls: number };
}

interface Jvp {
  readonly inputs: readonly [Tensor];
  readonly tangents: readonly [Tensor];
  readonly changes: readonly [boolean];
}
const cubeJvp = ({ inputs: [x], tangents: [dx] }: Jvp): Tensor => times3(x, dx);
interface Batch {
  readonly inputs: readonly Tensor[];
  readonly batched: readonly boolean[];
  readonly size: number;
  readonly apply: (inputs: readonly Tensor[]) => readonly Tensor[];
}

/** Ways to call an op in which its rules are to be taken. */
const ways: Readonly<Record<string, (of: Of, x: Vector) => Vector>> = {
  plainly: (of, x) => of(sin(x)),
  "in a loop": (of, x) => scan(x, {}, (carry) => [of(sin(carry)), {}], { length: 2 })[0],
  "in a loop until": (of, x) =>
    whileLoop(
      { x, n: full([], 0, "i32") },
      ({ n }) => less(n, 2),
      (each) => ({ x: of(sin(each.x)), n: add(each.n, 1) }),
    ).x,
  "in a branch": (of, x) =>
    cond(
      greater(sum(x), 0),
      () => of(x),
      () => of(mul(x, 2)),
    ),
  "in a checkpoint": (of, x) => checkpoint(() => mul(of(x), x)),
};

const some = (record: object) => fc.constantFrom(...Object.keys(record));
const numbers = fc.array(
  fc.integer({ min: -9, max: 9 }).map((n) => n / 10 + 0.05),
  { minLength: 12, maxLength: 12 },
);

describe("the rules of an op", () => {
  it("give what is derived without them, in every place, mode and batch", async () => {
    const plain = cubeOp({});
    const ruled = cubeOp({ jvp: cubeJvp, batch: ({ inputs, apply }: Batch) => apply(inputs) });
    await fc.assert(
      fc.asyncProperty(some(ways), fc.boolean(), numbers, async (way, twice, data) => {
        const made = (of: Of) => {
          const one = trace({ x: f64(3), t: f64(3) }, ({ x, t }) => {
            const value = ways[way]!(of, x);
            const change = tangentsOf(value, x, t);
            return { value, change, again: twice ? tangentsOf(change, x, sin(x)) : t };
          });
          return vmap(one, 2);
        };
        const inputs = { x: [data.slice(0, 3), data.slice(3, 6)], t: [data.slice(6, 9), data.slice(9)] };
        expectClose(await run(made(ruled), inputs), await run(made(plain), inputs), 1e-12);
      }),
      { numRuns: 25, seed: 6 },
    );
  });

  it("are taken: a batch is one call of the host function, at any depth, and so are its gradients", async () => {
    const x = Array.from({ length: 4 }, (_, i) => Array.from({ length: 2 }, (_other, j) => [i, j, i - j]));
    const calls = async (rules: object) => {
      const op = cubeOp(rules);
      const one = trace({ x: f64(3) }, ({ x: each }) => op(each));
      const found = await run(vmap(vmap(one, 2), 4), { x });
      expect(found["output"] ?? found[""]).toEqual(x.flat(2).map((value) => value ** 3));
      return op.calls;
    };
    // Once on each of two backends.
    expect(await calls({})).toBe(16);
    expect(await calls({ batch: ({ inputs, apply }: Batch) => apply(inputs) })).toBe(2);
  });

  it("let forward mode through what has no transpose", async () => {
    const clipped = cubeOp({
      vjp: ({ inputs: [x], gradient }: { inputs: readonly [Tensor]; gradient: Tensor }) => [
        () => clamp(times3(x, gradient), { min: -1, max: 1 }),
      ],
      jvp: cubeJvp,
    });
    const along = jvp(
      trace({ x: f64(3) }, ({ x }) => clipped(x)),
      ["x"],
    );
    const found = await run(along, { inputs: { x: [1, 2, 3] }, tangents: { x: [1, 1, 1] } });
    expect(found["tangent"]).toEqual([3, 12, 27]);
  });

  it.each([
    ["of its own", cubeJvp as never],
    ["of its expansion", "expanded" as const],
  ])("let forward mode through a customVjp that clips, by a jvp %s", async (_, rule) => {
    const clipped = customVjp({
      name: "clipped",
      inputs: ["x"],
      forward: (x) => mul(mul(x, x), x),
      vjp: ({ inputs: [x], gradient }) => [() => clamp(times3(x, gradient), { min: -1, max: 1 })],
      jvp: rule,
    });
    const made = trace({ x: f64(3) }, ({ x }) => ({
      change: tangentsOf(clipped(x), x, x),
      gradient: gradientsOf(sum(clipped(x)), x),
    }));
    const found = await run(vmap(made, 1), { x: [[1, 2, 0.5]] });
    expect(found).toEqual({ change: [3, 24, 0.375], gradient: [1, 1, 0.75] });
  });

  it("say which inputs change", async () => {
    const seen: (readonly boolean[])[] = [];
    const op = cubeOp({
      inputs: ["a", "b"],
      vjp: undefined,
      jvp: ({ inputs, tangents, changes }: { inputs: Tensor[]; tangents: Tensor[]; changes: boolean[] }) => {
        seen.push(changes);
        return times3(inputs[0] as Tensor, add(tangents[0] as Tensor, mul(tangents[1] as Tensor, 0)));
      },
      call: (apply: (inputs: readonly Tensor[]) => Tensor) => (x: Tensor) => apply([x, full([3], 1, "f64")]),
    });
    const along = trace({ x: f64(3) }, ({ x }) => tangentsOf(op(x), x, full([3], 1, "f64")));
    expect((await run(along, { x: [1, 2, 3] }))[""]).toEqual([3, 12, 27]);
    expect(seen).toEqual([[true, false]]);
  });
});

const along = (rules: object) => () =>
  trace({ x: f64(3) }, ({ x }) => tangentsOf(cubeOp(rules)(x), x, full([3], 1, "f64") as never));
const batch = (rule: unknown) => () =>
  vmap(
    trace({ x: f64(3) }, ({ x }) => cubeOp({ batch: rule })(x)),
    4,
  );

describe("rules are refused", () => {
  refuses({
    "a jvp that is no function": ["OP_INVALID jvp of cube is the number 3; give a function", () => cubeOp({ jvp: 3 })],
    "a jvp that is asynchronous": [
      "OP_INVALID jvp of cube is asynchronous",
      () => cubeOp({ jvp: async () => await Promise.resolve(null) }),
    ],
    "the jvp of an expansion that there is not": ["OP_INVALID jvp of cube is", () => cubeOp({ jvp: "expanded" })],
    "a jvp of what has no derivative": [
      "OP_INVALID defineOp: cube: has a jvp and says that it has none",
      () => cubeOp({ vjp: undefined, jvp: cubeJvp, nonDifferentiable: "it is a test" }),
    ],
    "a tangent too many": [
      "OP_INVALID cube: its jvp returned 2 tangents for 1 outputs; return one for each",
      along({ jvp: () => [null, null] }),
    ],
    "a tangent that is none": [
      "OP_INVALID cube: its jvp returned the number 3 for output 0; return a tensor",
      along({ jvp: () => 3 }),
    ],
    "a promise of a tangent": [
      "OP_INVALID cube: its jvp returned a promise (no function of a trace may be async) for output 0",
      along({ jvp: () => Promise.resolve(null) }),
    ],
    "a tangent of another shape": [
      "OP_INVALID cube: its jvp returned f64[] for output 0, which is f64[3]; return the output's type",
      along({ jvp: ({ tangents: [dx] }: Jvp) => sum(dx) }),
    ],
    "a tangent of another dtype": [
      "OP_INVALID cube: its jvp returned f32[3] for output 0, which is f64[3]",
      along({ jvp: () => full([3], 1, "f32") }),
    ],
    "a jvp that throws": [
      "OP_INVALID cube: its jvp threw TypeError: oh",
      along({
        jvp: () => {
          throw new TypeError("oh");
        },
      }),
    ],
    "a reverse derivative where there is a jvp alone": [
      "VJP_MISSING cube has no vjp and stands on the path",
      () =>
        grad(
          trace({ x: f64(3) }, ({ x }) => sum(cubeOp({ vjp: undefined, jvp: cubeJvp })(x))),
          ["x"],
        ),
    ],
    "a batching rule that is no function": ["OP_INVALID batch of cube is the number 3", () => cubeOp({ batch: 3 })],
    "a batching rule that is asynchronous": [
      "OP_INVALID batch of cube is asynchronous",
      () => cubeOp({ batch: async () => await Promise.resolve([]) }),
    ],
    "a batching rule of a composite": [
      "OP_INVALID which is for { host } and { loops }; drop it",
      () => cubeOp({ batch: () => [], forward: { composite: ([x]: readonly Tensor[]) => x } }),
    ],
    "a batch without its axis": [
      "OP_INVALID cube: its batch rule returned f64[3] for output 0; return f64[4,3]: the 4 examples along axis 0",
      batch(() => full([3], 1, "f64")),
    ],
    "a batch with its axis behind": [
      "OP_INVALID cube: its batch rule returned f64[3,4] for output 0; return f64[4,3]",
      batch(() => full([3, 4], 1, "f64")),
    ],
    "a batch of another size": [
      "OP_INVALID cube: its batch rule returned f64[5,3] for output 0; return f64[4,3]",
      batch(() => [full([5, 3], 1, "f64")]),
    ],
    "a batch of another dtype": [
      "OP_INVALID cube: its batch rule returned f32[4,3] for output 0; return f64[4,3]",
      batch(() => full([4, 3], 1, "f32")),
    ],
    "no batch": [
      "OP_INVALID cube: its batch rule returned undefined for output 0; return f64[4,3]",
      batch(() => undefined),
    ],
    "a batch too many": [
      "OP_INVALID cube: its batch rule returned 2 tensors for 1 outputs",
      batch(({ inputs }: Batch) => [inputs[0], inputs[0]]),
    ],
    "a batching rule that throws": [
      "OP_INVALID cube: its batch rule threw TypeError: oh",
      batch(() => {
        throw new TypeError("oh");
      }),
    ],
  });

  it("where they are right they are not, and their errors have the line of the call", () => {
    expect(along({ jvp: cubeJvp })).not.toThrow();
    expect(batch(({ inputs, apply }: Batch) => apply(inputs))).not.toThrow();
    const wrong = cubeOp({ jvp: () => 3 });
    const error = (() => {
      try {
        trace({ x: f64(3) }, ({ x }) => tangentsOf(wrong(x), x, gradientsOf(sum(x), x)));
      } catch (caught) {
        return caught as { origin?: { file: string }; op?: string };
      }
      return undefined;
    })();
    expect(error?.op).toBe("cube");
    expect(error?.origin?.file).toContain("op-rules.test.ts");
  });
});
