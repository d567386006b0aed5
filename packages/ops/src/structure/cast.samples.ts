/** Samples of cast. */
import { hostTensor, type OpSamples } from "@rensa/core";
import { cast } from "./cast.ts";

/** What no integer holds, and what lies at the edges of those that do. */
const extremes = [Infinity, -Infinity, Number.NaN, 3e9, -3e9, 2147483520, -2147483648, 0.9, -0.9, 255.5, 256, 300, -1];
const undefinedThere = { none: "C++ leaves it undefined, and so PyTorch's differs from machine to machine" };

/** Samples of cast. */
export const samples: OpSamples = {
  op: cast,
  samples: [
    {
      name: "from doubles",
      inputs: [hostTensor([1.5, -2, 0], [3], "f64")],
      apply: (x) => cast(x, "f32"),
      notSmooth: "float32 rounds the steps of finite differences away",
      torch: "x.float()",
    },
    {
      name: "to integers",
      inputs: [hostTensor([1.7, -1.7, 0])],
      apply: (x) => cast(x, "i32"),
      expected: [1, -1, 0],
      torch: "x.to(torch.int32)",
    },
    {
      name: "to booleans",
      inputs: [hostTensor([1.7, -1.7, 0])],
      apply: (x) => cast(x, "bool"),
      expected: [true, true, false],
      torch: "x.to(torch.bool)",
    },
    {
      name: "f32 beyond the range of i32",
      inputs: [hostTensor(extremes, [13], "f32")],
      apply: (x) => cast(x, "i32"),
      expected: [2147483647, -2147483648, 0, 2147483647, -2147483648, 2147483520, -2147483648, 0, 0, 255, 256, 300, -1],
      torch: undefinedThere,
    },
    {
      name: "f32 beyond the range of u8",
      inputs: [hostTensor(extremes, [13], "f32")],
      apply: (x) => cast(x, "u8"),
      expected: [255, 0, 0, 255, 0, 255, 0, 0, 0, 255, 255, 255, 0],
      torch: undefinedThere,
    },
    {
      name: "f64 beyond the range of i32",
      inputs: [hostTensor(extremes, [13], "f64")],
      apply: (x) => cast(x, "i32"),
      expected: [2147483647, -2147483648, 0, 2147483647, -2147483648, 2147483520, -2147483648, 0, 0, 255, 256, 300, -1],
      torch: undefinedThere,
    },
    {
      name: "f64 beyond the range of u8",
      inputs: [hostTensor(extremes, [13], "f64")],
      apply: (x) => cast(x, "u8"),
      expected: [255, 0, 0, 255, 0, 255, 0, 0, 0, 255, 255, 255, 0],
      torch: undefinedThere,
    },
    {
      name: "integers beyond the range of u8",
      inputs: [hostTensor([256, -1, 300, -2147483648], [4], "i32")],
      apply: (x) => cast(x, "u8"),
      expected: [0, 255, 44, 0],
      torch: "x.to(torch.uint8)",
    },
    {
      name: "doubles beyond the range of f32",
      inputs: [hostTensor([1e300, -1e300, 1e-300, Infinity, Number.NaN], [5], "f64")],
      apply: (x) => cast(x, "f32"),
      expected: [Infinity, -Infinity, 0, Infinity, Number.NaN],
      notSmooth: "float32 rounds the steps of finite differences away",
      torch: "x.float()",
    },
    {
      name: "NaN to booleans",
      inputs: [hostTensor([Number.NaN, -0, 1e-300], [3], "f64")],
      apply: (x) => cast(x, "bool"),
      expected: [true, false, true],
      torch: "x.to(torch.bool)",
    },
  ],
};
