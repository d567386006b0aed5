/** Random programs of a few ops that are defined here: elementwise, views, reductions, products, reads at computed places, control. */
import fc from "fast-check";
import { checkpoint } from "../src/control/checkpoint.ts";
import { cond } from "../src/control/cond.ts";
import { scan } from "../src/control/scan.ts";
import { whileLoop } from "../src/control/while-loop.ts";
import type { Index } from "../src/expression/index-map.ts";
import type { Scalar } from "../src/expression/scalar.ts";
import { sizeOf } from "../src/graph/shape.ts";
import { f64 } from "../src/graph/tensor-type.ts";
import { defineOp } from "../src/op/define-op.ts";
import type { VjpThunks } from "../src/op/definition.ts";
import { accumulate, broadcastTo, full, sumTo } from "../src/op/structural.ts";
import type { Tensor } from "../src/op/tensor.ts";

const [rows, columns] = [2, 3] as const;

/** A value of a random program. */
export type Matrix = Tensor<readonly [2, 3], "f64">;

/** The inputs of a random program. */
export const programInputs = { a: f64(rows, columns), b: f64(rows, columns), c: f64(rows, columns) } as const;

const two = ["a", "b"] as const;
export const plus = defineOp({ name: "plus", inputs: two, forward: { scalar: ([a, b]) => a.add(b) } });
export const times = defineOp({ name: "times", inputs: two, forward: { scalar: ([a, b]) => a.mul(b) } });
export const sine = defineOp({ name: "sine", forward: { scalar: ([x]) => x.sin() } });
const below = defineOp({ name: "below", inputs: two, forward: { scalar: ([a, b]) => a.lt(b) }, result: "bool" });

const turn: (x: Tensor) => Tensor = defineOp({
  name: "turn",
  forward: { loops: ([x]) => ({ shape: [...x.shape].reverse(), element: (i, j) => x.at(j, i) }) },
  vjp: ({ gradient }): VjpThunks => [() => turn(gradient)],
  call: (apply) => (x: Tensor) => apply([x]),
});

const product: (a: Tensor, b: Tensor) => Tensor = defineOp({
  name: "product",
  inputs: two,
  forward: {
    loops: ([a, b], _, { sumOver }) => ({
      shape: [a.shape[0] ?? 0, b.shape[1] ?? 0],
      element: (i, j) => sumOver([a.shape[1] ?? 0], (k) => a.at(i, k).mul(b.at(k, j))),
    }),
  },
  vjp: ({ inputs: [a, b], gradient }): VjpThunks => [
    () => product(gradient, turn(b)),
    () => product(turn(a), gradient),
  ],
  call: (apply) => (a: Tensor, b: Tensor) => apply([a, b]),
});

/** Columns moved by one, with zeros where there is nothing. */
const shifted: (x: Tensor, by: number) => Tensor = defineOp({
  name: "shifted",
  attributes: { by: 1 },
  forward: {
    loops: ([x], { by }, { within }) => ({
      shape: x.shape,
      element: (i, j) => {
        const index = j.add(by);
        return within([{ index, lower: 0, upper: x.shape[1] ?? 0 }], () => x.at(i, index), 0);
      },
    }),
  },
  vjp: ({ gradient }, { by }): VjpThunks => [() => shifted(gradient, -by)],
  call: (apply) => (x: Tensor, by: number) => apply([x], { by }),
});

/** The flat place in a matrix that a value says, at its nearest. */
function placeOf(value: Scalar, size: number): Scalar {
  return value
    .mul(7)
    .max(0)
    .min(size - 1)
    .floor();
}

/** The elements of one at the places that another says. */
const picked: (x: Tensor, places: Tensor) => Tensor = defineOp({
  name: "picked",
  inputs: ["x", "places"],
  forward: {
    loops: ([x, places]) => ({
      shape: places.shape,
      element: (i, j) => x.flat(placeOf(places.at(i, j), sizeOf(x.shape)).to("i32")),
    }),
  },
  vjp: ({ inputs: [x, places], gradient }): VjpThunks => [() => placed(gradient, places, x), null],
  call: (apply) => (x: Tensor, places: Tensor) => apply([x, places]),
});

/** Its transpose: values added at the places that another says. */
const placed = defineOp({
  name: "placed",
  inputs: ["values", "places", "like"],
  forward: {
    loops: ([values, places, { shape }], _, { constant }) => ({
      shape,
      initial: () => constant(0, values.dtype),
      over: places.shape,
      add: (i, j) => {
        const width = shape[1] ?? 1;
        const place = placeOf(places.at(i, j), sizeOf(shape));
        const row = place.div(width).floor();
        return { at: [row.to("i32"), place.sub(row.mul(width)).to("i32")], value: values.at(i, j) };
      },
    }),
  },
  vjp: ({ inputs: [, places], gradient }): VjpThunks => [() => picked(gradient, places), null, null],
  call: (apply) => (values: Tensor, places: Tensor, like: Tensor) => apply([values, places, like]),
});

/** The sums and the products of rows, by columns that are repeated. */
const folded = defineOp({
  name: "folded",
  forward: {
    loops: ([x], _, { sumOver, maxOver }) => {
      const reduced = (over: typeof sumOver) => ({
        shape: x.shape,
        element: (i: Index) => over([x.shape[1] ?? 0], (k) => x.at(i, k)),
      });
      return [reduced(sumOver), reduced(maxOver)];
    },
  },
  nonDifferentiable: "a test",
  call: (apply) => (x: Tensor) => plus(...apply.all<readonly [Tensor, Tensor]>([x])),
});

/** A composite whose vjp is its own, and one that is expanded. */
const cube = defineOp({
  name: "cube",
  forward: { composite: ([x]) => times(x, times(x, x)) },
  vjp: ({ inputs: [x], gradient }): VjpThunks => [() => times(gradient, times(times(x, x), 3))],
  call: (apply) => (x: Tensor) => apply([x]),
});
const waves = defineOp({
  name: "waves",
  forward: { composite: ([x]) => plus(sine(x), sine(times(x, 2))) },
  call: (apply) => (x: Tensor) => apply([x]),
});

const onHost = defineOp({
  name: "on_host",
  forward: {
    host: {
      types: ([x]) => [x],
      run: ([x], [y]) => {
        y?.data.set(x.data.map((value) => value * 0.5 + 1));
      },
    },
  },
  vjp: ({ gradient }): VjpThunks => [() => times(gradient, 0.5)],
  call: (apply) => (x: Tensor) => apply([x]),
});

/** One step: a matrix of three. */
interface Step {
  /** Whether derivatives can be taken, of any order. */
  readonly smooth: boolean;
  readonly make: (x: Tensor, y: Tensor, z: Tensor, flag: boolean) => Tensor;
}

const step = (make: Step["make"], smooth = true): Step => ({ smooth, make });
const half = (x: Tensor): Tensor => times(x, 0.5);
const total = (x: Tensor): Tensor => sumTo(x, []);
const isBelow = (x: Tensor, y: Tensor) => below(total(x), total(y)) as Tensor<readonly [], "bool">;

const steps: Readonly<Record<string, Step>> = {
  plus: step((x, y) => half(plus(x, y))),
  times: step((x, y) => times(x, y)),
  sine: step((x) => sine(x)),
  cube: step((x) => sine(cube(x))),
  waves: step((x) => half(waves(x))),
  onHost: step((x) => onHost(x)),
  accumulate: step((x, y, z) => half(accumulate(x, half(y), z))),
  product: step((x, y, z) => half(half(product(product(x, turn(y)), z)))),
  shifted: step((x, _y, _z, flag) => shifted(x, flag ? 1 : -1)),
  rowTotals: step((x, y) => plus(half(broadcastTo(sumTo(x, [rows, 1]), [rows, columns])), y)),
  columnTotals: step((x, y) => times(sine(sumTo(x, [columns])), y)),
  picked: step((x, y) => picked(x, y)),
  folded: step((x) => half(folded(x)), false),
  number: step((x) => plus(x, full([columns], 0.25, "f64"))),
  /** Carries one value, reads a sequence and what stands around it, and stacks a result. */
  scan: step((x, y, z, reverse) => {
    const [last, stacked] = scan(
      { state: x, other: total(y) },
      { element: y, second: z },
      ({ state, other }, { element, second }) => {
        const next = sine(plus(times(state, element), times(z, other)));
        return [
          { state: next, other: half(plus(other, total(element))) },
          { result: times(next, second), element },
        ];
      },
      { reverse },
    );
    return half(
      plus(plus(last.state, times(last.other, 0.1)), plus(sumTo(stacked.result, [rows, columns]), stacked.element)),
    );
  }),
  /** A power that is carried along without sequences, around a loop of its own. */
  nested: step((x, y) => {
    const [last] = scan(
      x,
      {},
      (state) => {
        const [inner] = scan(state, y, (each, element) => [sine(plus(each, element)), {}]);
        return [half(plus(inner, state)), {}];
      },
      { length: 3 },
    );
    return last;
  }),
  cond: step((x, y, z, flag) =>
    flag
      ? cond(
          isBelow(x, y),
          () => sine(times(x, z)),
          () => half(plus(y, z)),
        )
      : cond(
          isBelow(x, y),
          () => ({ first: z, second: x }),
          () => ({ first: x, second: cube(z) }),
        ).first,
  ),
  checkpoint: step((x, y) => checkpoint(() => sine(times(plus(x, y), y)))),
  whileLoop: step(
    (x, y) =>
      whileLoop(
        { value: x, count: full([], 0, "f64") },
        ({ count }) => below(count, 3),
        ({ value, count }) => ({ value: sine(plus(value, y)), count: plus(count, 1) }),
      ).value,
    false,
  ),
};

/** A random program: steps, each of three values before it. */
export interface RandomProgram {
  readonly steps: readonly { readonly name: string; readonly of: readonly number[]; readonly flag: boolean }[];
}

/** Random programs; `smooth` ones can be differentiated. */
export function randomPrograms(smooth: boolean): fc.Arbitrary<RandomProgram> {
  const names = Object.keys(steps).filter((name) => !smooth || steps[name]?.smooth === true);
  const one = fc.record({
    name: fc.constantFrom(...names),
    of: fc.array(fc.nat(20), { minLength: 3, maxLength: 3 }),
    flag: fc.boolean(),
  });
  return fc.record({ steps: fc.array(one, { minLength: 2, maxLength: 5 }) });
}

/** The values of a program: its last one, and the sum of all. */
export function build(
  { steps: chosen }: RandomProgram,
  inputs: readonly Tensor[],
): readonly [last: Matrix, sum: Matrix] {
  const values = [...inputs];
  for (const { name, of, flag } of chosen) {
    const [x, y, z] = of.map((at) => values[values.length - 1 - (at % values.length)] as Tensor);
    values.push(steps[name]?.make(x as Tensor, y as Tensor, z as Tensor, flag) as Tensor);
  }
  const all = values.slice(inputs.length) as [Tensor, ...Tensor[]];
  return [all.at(-1) as Matrix, accumulate(...all) as Matrix];
}
