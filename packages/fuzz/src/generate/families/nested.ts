/**
 * What stands in what: traced functions, their derivatives and batches, checkpoints, loops and branches, up to three deep,
 * each using tensors from around it.
 */
import {
  expectTensor,
  broadcastTo,
  checkpoint,
  cond,
  customVjp,
  full,
  gradientsOf,
  scan,
  sizeOf,
  tangentsOf,
  tensorType,
  traceTree,
  vmap,
  whileLoop,
  type Tensor,
  type TensorType,
} from "@rensa/core";
import * as ops from "@rensa/ops";
import type { Choices } from "../choices.ts";
import { generator, type Generator } from "../generator.ts";
import { call, fit } from "../workbench.ts";
import { alike, body } from "./body.ts";

/** A function of two tensors of one type, whose result has that type. */
type Inner = (v: Tensor, a: Tensor) => Tensor;
type Way = (inner: Inner) => Inner;

interface Pair<T> {
  readonly v: T;
  readonly a: T;
}

function tracedPair(type: TensorType, inner: Inner) {
  return traceTree<Pair<TensorType>, Tensor>({ v: type, a: type }, ({ v, a }: Pair<Tensor>) => inner(v, a));
}

const total = (x: Tensor): Tensor => call(ops.sum, x);
const isAbove = (x: Tensor): Tensor<readonly [], "bool"> =>
  expectTensor("a condition", call(ops.greater, call(ops.mean, x), 0.01), "bool", []);

/** The product, with its derivative written out. */
const product = customVjp({
  name: "product_by_hand",
  inputs: ["v", "a"],
  forward: (v: Tensor, a: Tensor) => call(ops.mul, v, a),
  vjp: ({ inputs: [v, a], gradient }) => [() => call(ops.mul, gradient, a), () => call(ops.mul, gradient, v)],
});

const plainWays: readonly [Way, ...Way[]] = [
  (inner) => (v, a) => tracedPair(tensorType(v.dtype, v.shape), inner)({ v, a }),
  (inner) => (v, a) => checkpoint(() => inner(v, a)),
  (inner) => (v, a) =>
    cond(
      isAbove(a),
      () => inner(v, a),
      () => call(ops.mul, v, a),
    ),
  (inner) => (v, a) => scan(v, {}, (carry: Tensor) => [inner(carry, a), {}] as const, { length: 2 })[0],
  (inner) => (v, a) => {
    const [, stacked] = scan(v, {}, (carry: Tensor) => [call(ops.mul, carry, 0.5), inner(carry, a)] as const, {
      length: 3,
    });
    return call(ops.mean, stacked, 0);
  },
  (inner) => (v, a) => product(inner(v, a), a),
  (inner) => (v, a) => {
    const [size, ...rest] = v.shape;
    if (size === undefined) return inner(v, a);
    // Types of a rank that is drawn are not known.
    return vmap(tracedPair(tensorType(v.dtype, rest), inner), size)({ v, a } as never);
  },
];

// Of a traced function, so that a derivative by v is one where a stays, however a was made.
const slope: Way = (inner) => (v, a) => {
  const type = tensorType(v.dtype, v.shape);
  const derivative = traceTree<Pair<TensorType>, Tensor>({ v: type, a: type }, (given: Pair<Tensor>) =>
    gradientsOf(total(inner(given.v, given.a)), given.v),
  );
  return derivative({ v, a });
};

const change: Way = (inner) => (v, a) => {
  const type = tensorType(v.dtype, v.shape);
  const derivative = traceTree<Pair<TensorType>, Tensor>({ v: type, a: type }, (given: Pair<Tensor>) =>
    tangentsOf(inner(given.v, given.a), given.v, given.a),
  );
  return derivative({ v, a });
};

const ways: readonly [Way, ...Way[]] = [...plainWays, slope, change];

/** Those that ask for no gradient of what stands in them. */
const forwardWays: readonly [Way, ...Way[]] = [...plainWays, change];

/** A loop that ends by a count, or by what it carries: there is no gradient through it. */
const until: Way = (inner) => (v, a) => {
  const start: { readonly value: Tensor; readonly count: Tensor } = { value: v, count: full([], 0, "i32") };
  return whileLoop(
    start,
    ({ value, count }) =>
      expectTensor(
        "a condition",
        call(ops.logicalAnd, call(ops.less, count, 3), call(ops.less, call(ops.mean, value), 0.5)),
        "bool",
        [],
      ),
    ({ value, count }) => ({ value: inner(value, a), count: call(ops.add, count, 1) }),
  ).value;
};

/** Bodies in bodies, of which each uses what stands around it. */
function nested(choices: Choices, depth: number, from: typeof ways = ways): Inner {
  if (depth === 0) return (v, a) => body(choices, v, [a]);
  const way = choices.of(from);
  const remade = choices.flag();
  const made = way(nested(choices, depth - 1, from));
  return (v, a) => call(ops.tanh, made(v, remade ? call(ops.sin, a) : a));
}

/** The generators. */
export const nesting: readonly Generator[] = [
  generator("nest", (bench, choices) => {
    const operands = alike(bench, choices);
    if (operands === undefined) return undefined;
    return { tensor: nested(choices, choices.between(1, 3))(...operands), bound: 1 };
  }),
  generator(
    "nest with a loop until",
    (bench, choices) => {
      const operands = alike(bench, choices);
      if (operands === undefined) return undefined;
      const inner = until(nested(choices, choices.between(0, 1), forwardWays));
      const outer = choices.of(forwardWays)(inner);
      return { tensor: call(ops.tanh, outer(...operands)), bound: 1 };
    },
    "no gradient",
  ),
  generator("batch of branches", (bench, choices) => {
    const x = bench.ofRank(choices, 2);
    if (x === undefined) return undefined;
    const [size = 1, width = 1] = x.tensor.shape;
    const type = tensorType(x.tensor.dtype, [width]);
    const one = traceTree<{ readonly v: TensorType }, Tensor>({ v: type }, ({ v }: { readonly v: Tensor }) => {
      const mean = call(ops.mean, v);
      return cond(
        isAbove(v),
        // Of an example that does not go this way, infinite, and so is its slope.
        () => call(ops.mul, v, call(ops.tanh, call(ops.log, call(ops.maximum, mean, 0)))),
        () => body(choices, v, [v]),
      );
    });
    // As above.
    return { tensor: vmap(one, size)({ v: x.tensor } as never), bound: Math.max(1, x.bound) };
  }),
  generator("two loops", (bench, choices) => {
    const operands = alike(bench, choices);
    if (operands === undefined) return undefined;
    const [x, y] = operands;
    const length = choices.of([3, 1, 4] as const);
    const sequence = fit(y, [length, ...x.shape], x.dtype);
    const directions = [choices.flag(), choices.flag()];
    const made = directions.map((reverse) =>
      scan(
        x,
        sequence,
        (carry: Tensor, element: Tensor) => {
          const next = body(choices, carry, [element]);
          return [next, next] as const;
        },
        { reverse },
      ),
    );
    return made.flatMap(([last, stacked]) => [
      { tensor: last, bound: 1 },
      { tensor: stacked, bound: 1 },
    ]);
  }),
  generator("empty", (bench, choices) => {
    const x = bench.ofRank(choices, 1, 3);
    if (x === undefined) return undefined;
    const { shape } = x.tensor;
    const nothing = call(
      ops.slice,
      x.tensor,
      shape.map(() => 0),
      shape.map((extent, axis) => (axis === 0 ? 0 : extent)),
    );
    const made = body(choices, nothing, [nothing]);
    const [last] = scan(total(x.tensor), made, (carry: Tensor, element: Tensor) => [
      call(ops.add, carry, total(element)),
      {},
    ]);
    return { tensor: call(ops.add, call(ops.tanh, last), call(ops.add, x.tensor, total(made))), bound: x.bound + 1 };
  }),
  generator("large", (bench, choices) => {
    const x = bench.float(choices, ({ shape }) => sizeOf(shape) > 0);
    if (x === undefined) return undefined;
    const size = sizeOf(x.tensor.shape);
    const rows = Math.ceil(choices.between(1, 6) * (1000 / size));
    const ramp = call(ops.sin, call(ops.cast, call(ops.reshape, ops.arange(0, rows), [rows, 1]), x.tensor.dtype));
    const repeated = broadcastTo(call(ops.reshape, x.tensor, [1, size]), [rows, size]);
    const all = call(ops.mul, repeated, ramp);
    const summed = call(ops.mean, call(ops.tanh, all), choices.of([0, 1] as const));
    return { tensor: summed, bound: 1 };
  }),
];
