/** Mistakes in what ops compute: types, values, chance. */
import type { HostTensor, Scalar, Tensor, TensorType } from "@rensa/core";
import { mul, square } from "@rensa/ops";
import { comparedWithCubes, each, hostCube, scalarCube, type Mistake } from "./mistake.ts";

type Types = readonly [TensorType];
let runs = 0;

export const inForwards: readonly Mistake[] = [
  {
    name: "a shape that the values do not have",
    says: ["reference", "number of elements is 7 instead of 6"],
    make: () =>
      comparedWithCubes(
        hostCube({ nonDifferentiable: "no", vjp: undefined }, { types: () => [{ shape: [7], dtype: "f32" }] }),
      ),
  },
  {
    name: "a dtype that the values do not have",
    says: ["reference", "element 0 is 2 instead of 2.9"],
    make: () =>
      comparedWithCubes(
        hostCube(
          { nonDifferentiable: "no", vjp: undefined },
          { types: ([x]: Types) => [{ shape: x.shape, dtype: "i32" }] },
        ),
      ),
  },
  {
    name: "a formula that is off by 1e-4",
    says: ["reference", "element 0"],
    make: () => comparedWithCubes(scalarCube({ forward: { scalar: ([x]: [Scalar]) => x.mul(x).mul(x).mul(1.0001) } })),
  },
  {
    name: "a host function that is off by 1e-4",
    says: ["reference", "element 0"],
    make: () => comparedWithCubes(hostCube({}, { run: each((x) => x ** 3 + 1e-4) })),
  },
  {
    name: "a composite that is off by 1e-4",
    says: ["reference", "element 0"],
    make: () =>
      comparedWithCubes(
        hostCube({ vjp: undefined, forward: { composite: ([x]: [Tensor]) => mul(mul(x, square(x)), 1.0001) } }),
      ),
  },
  {
    name: "a host function that leaves out an element",
    says: ["leaves elements as they were"],
    make: () =>
      comparedWithCubes(
        hostCube(
          {},
          {
            run: ([x]: [HostTensor], [y]: [HostTensor]) =>
              y.data.set(
                x.data.slice(1).map((value) => value ** 3),
                1,
              ),
          },
        ),
      ),
  },
  {
    name: "a host function that writes beyond its output",
    says: ["RensaError", "offset is out of bounds"],
    make: () =>
      comparedWithCubes(hostCube({}, { run: ([x]: [HostTensor], [y]: [HostTensor]) => y.data.set(x.data, 1) })),
  },
  {
    name: "a host function that gives other values each time",
    says: ["gives other values for the same inputs"],
    make: () => comparedWithCubes(hostCube({}, { run: each((x) => x ** 3 + 1e-7 * runs++) })),
  },
];
