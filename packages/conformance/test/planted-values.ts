/** Mistakes in the values of ops. */
import { defineOp, hostTensor, sampleTensor, type OpSample, type OpSamples } from "@rensa/core";
import { copies, cubes, hostOp, samplesOf, spoiledCubes, writtenDown, put, type Plant } from "./plant.ts";

const wrongForDoubles = defineOp({
  name: "cube",
  forward: { scalar: ([x]) => (x.dtype === "f64" ? x.mul(x).mul(x).add(1e-6) : x.mul(x).mul(x)) },
});

const cubeOp = hostOp("cube", { run: cubes() });

const ignoring = defineOp({
  name: "noisy",
  inputs: ["x", "noise"],
  forward: { scalar: ([x, noise]) => x.add(noise.mul(0)) },
});

export const values: readonly Plant[] = [
  {
    mistake: "one value is off by 1e-4",
    samples: spoiledCubes((_, y) => (y.data[3] = (y.data[3] ?? 0) + 1e-4)),
    seenBy: ["reference"],
  },
  {
    mistake: "all values are off by a ten millionth",
    samples: spoiledCubes((_, y) => {
      y.data.forEach((value, at) => (y.data[at] = value * (1 + 1e-7)));
    }),
    seenBy: ["reference"],
  },
  { mistake: "a value is NaN, not a number", samples: spoiledCubes(put(2, Number.NaN)), seenBy: ["reference"] },
  { mistake: "a value is infinite, not a number", samples: spoiledCubes(put(2, Infinity)), seenBy: ["reference"] },
  {
    mistake: "a value is a number, not NaN",
    samples: writtenDown(copies, [hostTensor([2, 1])], [Number.NaN, 1]),
    seenBy: ["expected"],
  },
  {
    mistake: "an infinity has the other sign",
    samples: writtenDown(copies, [hostTensor([Infinity, 1])], [-Infinity, 1]),
    seenBy: ["expected"],
  },
  {
    mistake: "the values are right and the shape is another",
    samples: writtenDown(copies, [hostTensor([1, 2])], [[1], [2]]),
    seenBy: ["expected"],
  },
  {
    mistake: "there is a value where none is right",
    samples: writtenDown(copies, [hostTensor([1])], []),
    seenBy: ["expected"],
  },
  {
    mistake: "its dtype is not that of the reference of tensors",
    samples: samplesOf(hostOp("cube", { run: copies }), {
      tensorReference: ([x]) => hostTensor(x?.data ?? [], x?.shape, "i32"),
    }),
    seenBy: ["reference"],
  },
  {
    mistake: "the reference of tensors has other values",
    samples: samplesOf(hostOp("cube", { run: cubes() }), {
      tensorReference: ([x]) => Array.from(x?.data ?? [], (each) => each ** 3 * (1 + 1e-8)),
    }),
    seenBy: ["reference"],
  },
  {
    mistake: "a reference of tensors alone has other values",
    samples: {
      op: cubeOp,
      samples: [{ name: "a vector", inputs: [sampleTensor([7])], apply: (x) => cubeOp(x) }],
      tensorReference: ([x]) => Array.from(x?.data ?? [], (each) => each ** 3 + 1e-6),
    },
    seenBy: ["reference"],
  },
  {
    mistake: "an input changes nothing, and there is nothing to compare with",
    samples: {
      op: ignoring,
      samples: ["first", "second"].map((name) => ({
        name,
        inputs: [sampleTensor([7]), sampleTensor([7])],
        apply: (x, noise) => ignoring(x, noise),
        noReference: "it is planted",
      })),
    },
    seenBy: ["inputs"],
    inSamples: ["first"],
  },
  {
    mistake: "the last elements are left out where their number is no multiple of 4",
    samples: tails(),
    seenBy: ["reference"],
    inSamples: ["7 elements"],
  },
  {
    mistake: "it is wrong where there is nothing",
    samples: emptyTotals(),
    seenBy: ["expected"],
    inSamples: ["nothing"],
  },
  { mistake: "it is wrong for f64", samples: samplesOf(wrongForDoubles), seenBy: ["other dtype"] },
  {
    mistake: "float32 loses what float64 has",
    samples: spoiledCubes((_, y) => {
      if (y.data instanceof Float32Array) y.data[6] = (y.data[6] ?? 0) * (1 + 1e-4);
    }),
    seenBy: ["oracle"],
  },
];

function tails(): OpSamples {
  const op = hostOp("cube", { run: cubes((_, y) => y.data.fill(0, y.data.length - (y.data.length % 4))) });
  const lengthOf = (size: number): OpSample => ({
    name: `${String(size)} elements`,
    inputs: [sampleTensor([size])],
    apply: (x) => op(x),
  });
  return samplesOf(op, { samples: [4, 8, 7].map(lengthOf) });
}

function emptyTotals(): OpSamples {
  const op = hostOp("total", {
    types: ([x]) => [{ shape: [], dtype: x?.dtype ?? "f32" }],
    run: (x, y) => {
      const total = Array.from(x.data).reduce((sum, each) => sum + each, 0);
      y.data[0] = x.data.length === 0 ? 1 : total;
    },
  });
  const sample = (name: string, elements: readonly number[], expected: number): OpSample => ({
    name,
    inputs: [hostTensor(elements, [elements.length])],
    apply: (x) => op(x),
    expected,
  });
  return { op, samples: [sample("two", [1, 2], 3), sample("nothing", [], 0)] };
}
