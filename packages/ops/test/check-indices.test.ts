/** Every op that indexes by a tensor: with `checkIndices` a program refuses an index outside, and names op, index and row. */
import {
  compile,
  cond,
  f32,
  full,
  gradientsOf,
  hostTensor,
  i32,
  scan,
  trace,
  traceTree,
  whileLoop,
  type Shape,
  type Tensor,
} from "@rensa/core";
import { describe, expect, it } from "vitest";
// By its path: this package depends on no backend, and so does not for this test.
import { jsBackend } from "../../backend-js/src/index.ts";
import * as ops from "../src/index.ts";

type Indices = Tensor<Shape, "i32">;
interface Case {
  /** The op that is named. */
  readonly op: string;
  /** Of indices `[3]`, the first two of which are inside: from 0 to 3. */
  readonly apply: (x: Tensor, indices: Indices) => Tensor;
  /** Where the index outside is told to stand. Default: 2; null where a loop sees it alone. */
  readonly row?: number | null;
}

/** `x` is of shape [4, 4]. */
const cases: Readonly<Record<string, Case>> = {
  take: { op: "take", apply: (x, at) => ops.take(x, at) },
  "take along axis 1": { op: "take", apply: (x, at) => ops.take(x, at, 1) },
  takeAlong: { op: "take_along", apply: (x, at) => ops.takeAlong(x, ops.expandDims(at, 1), 0) },
  gatherNd: { op: "gather_nd", apply: (x, at) => ops.gatherNd(x, ops.expandDims(at, 1)) },
  oneHot: { op: "one_hot", apply: (_, at) => ops.oneHot(at, 4) },
  scatterNd: { op: "scatter_nd", apply: (x, at) => ops.scatterNd(first(x), ops.expandDims(at, 1), [4, 4]) },
  scatterAddAlong: {
    op: "scatter_add_along",
    apply: (x, at) => ops.scatterAddAlong(x, ops.expandDims(at, 1), first(x), 0),
  },
  scatterAlong: {
    op: "scatter_along",
    apply: (x, at) => ops.scatterAlong(x, ops.expandDims(at, 1), first(x), 0),
  },
  scatterSet: { op: "scatter_set", apply: (x, at) => ops.scatterSet(x, ops.expandDims(at, 1), first(x)) },
  scatterMax: { op: "scatter_max", apply: (x, at) => ops.scatterMax(x, ops.expandDims(at, 1), first(x)) },
  scatterMin: { op: "scatter_min", apply: (x, at) => ops.scatterMin(x, ops.expandDims(at, 1), first(x)) },
  scatterMultiply: {
    op: "scatter_multiply",
    apply: (x, at) => ops.scatterMultiply(x, ops.expandDims(at, 1), first(x)),
  },
  segmentSum: { op: "scatter_nd", apply: (x, at) => ops.segmentSum(first(x), at, 4) },
  segmentMax: { op: "scatter_max", apply: (x, at) => ops.segmentMax(first(x), at, 4) },
  dynamicSlice: {
    op: "dynamic_slice",
    apply: (x, at) => ops.dynamicSlice(ops.expandDims(x, 2), at as never, [1, 1, 1]),
  },
  dynamicUpdateSlice: {
    op: "dynamic_update_slice",
    apply: (x, at) =>
      ops.dynamicUpdateSlice(ops.expandDims(x, 2), ops.reshape(ops.slice(x, [0, 0], [1, 1]), [1, 1, 1]), at as never),
  },
  "take in a loop": {
    op: "take",
    row: null,
    apply: (x, at) => {
      const begin = { total: full([4], 0), rows: x };
      const [{ total }] = scan(begin, at, ({ total, rows }, index) => [
        { total: addRow(total, rows, index) as Tensor<readonly [4], "f32">, rows },
        {},
      ]);
      return total;
    },
  },
  "take in a branch": {
    op: "take",
    apply: (x, at) =>
      cond(
        ops.less(ops.sum(at), 1000),
        () => ops.take(x, at),
        () => ops.slice(x, [0, 0], [3, 4]),
      ),
  },
  "take in a loop of unknown length": {
    op: "take",
    row: null,
    apply: (x, at) => {
      const last = ops.reshape(ops.slice(at, [2], [3]), []);
      const begin = { count: full([], 0) as Tensor, total: full([4], 0) as Tensor };
      const looped = whileLoop(
        begin,
        ({ count }) => ops.less(count, 2) as Tensor<readonly [], "bool">,
        ({ count, total }) => ({ count: ops.add(count, 1), total: addRow(total, x, last) }),
      ).total;
      return ops.add(ops.sum(x), ops.stopGradient(looped));
    },
  },
};

function first(x: Tensor): Tensor {
  return ops.slice(x, [0, 0], [3, 4]);
}

function addRow(total: Tensor, x: Tensor, index: Tensor): Tensor {
  return ops.add(total, ops.take(x, index as Indices));
}

async function programOf({ apply }: Pick<Case, "apply">, checkIndices: boolean) {
  const traced = trace({ x: f32(4, 4), at: i32(3) }, ({ x, at }) => {
    // Computed, so that data alone does not tell.
    const result = apply(x, ops.sub(ops.add(at, 1), 1));
    return { result, gradient: gradientsOf(ops.sum(ops.square(result)), { x: x }).x };
  });
  return compile(traced, { backend: jsBackend(), checkIndices });
}

const x = hostTensor(
  Array.from({ length: 16 }, (_, at) => at),
  [4, 4],
);
const at = (last: number) => hostTensor([1, 0, last], [3], "i32");

describe.each(Object.entries(cases))("%s", (_, each) => {
  it("refuses an index outside, and lets others be", async () => {
    const program = await programOf(each, true);
    for (const index of [-1, 4, -(2 ** 31), 2 ** 31 - 1]) {
      const { op, row = 2 } = each;
      const wanted = { code: "INDEX_OUT_OF_RANGE", op, message: expect.stringContaining(String(index)) as string };
      expect(() => program.run({ x, at: at(index) })).toThrow(expect.objectContaining(wanted) as Error);
      if (row === null) continue;
      const message = expect.stringMatching(`row ${String(row)}\\b`) as string;
      expect(() => program.run({ x, at: at(index) })).toThrow(expect.objectContaining({ message }) as Error);
    }
    expect(() => program.run({ x, at: at(0) })).not.toThrow();
  });

  it("has a rule for one without the check", async () => {
    const program = await programOf(each, false);
    expect(() => program.run({ x, at: at(9) })).not.toThrow();
  });
});

describe("what was said of indices outside", () => {
  it("is left alone", async () => {
    const said: readonly Case["apply"][] = [
      (y, i) => ops.gatherNd(y, ops.expandDims(i, 1), { outside: "omit" }),
      (y, i) => ops.takeAlong(y, ops.expandDims(i, 1), 0, { outside: "clamp" }),
      (y, i) => ops.scatterNd(first(y), ops.expandDims(i, 1), [4, 4], { outside: "omit" }),
      (y, i) => ops.scatterAddAlong(y, ops.expandDims(i, 1), first(y), 0, { outside: "clamp" }),
      (y, i) => ops.mul(ops.sum(y), ops.cast(ops.bincount(i, 4), "f32")),
    ];
    for (const apply of said) {
      const program = await programOf({ apply }, true);
      expect(() => program.run({ x, at: at(9) })).not.toThrow();
    }
  });

  it("is what is refused before any state changes", async () => {
    const traced = traceTree({ state: f32(4), at: i32() }, ({ state, at: index }: Record<string, Tensor>) => ({
      state: ops.add(state as Tensor, 1),
      value: ops.take(state as Tensor, index as Indices),
    }));
    const program = await compile(traced, { backend: jsBackend(), checkIndices: true, state: ["state"] });
    expect(() => program.run({ at: 4 })).toThrow();
    expect(Array.from(program.store.readNow("state").data)).toEqual([0, 0, 0, 0]);
    expect(() => program.run({ at: 3 })).not.toThrow();
  });
});
