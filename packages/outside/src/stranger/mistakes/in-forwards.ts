/** Mistakes in what ops compute: types, values, chance. */
import {
  defineOp,
  hostTensor,
  sampleTensor,
  type HostTensor,
  type Scalar,
  type Tensor,
  type TensorType,
} from "@rensa/core";
import { add, cast, mul, reshape, square, uniform } from "@rensa/ops";
import { comparedWithCubes, each, hostCube, opName, pluginOf, scalarCube, type Mistake } from "./mistake.ts";

type Types = readonly [TensorType];
let runs = 0;

/** Noise by a key, or by another one. */
const noise = (keyOf: (key: Tensor<readonly [2], "i32">) => Tensor<readonly [2], "i32">) =>
  defineOp({
    name: opName,
    inputs: ["key", "x"],
    forward: { composite: ([key, x]) => add(x, uniform(keyOf(cast(reshape(key, [2]), "i32")), x.shape)) },
    call: (apply) => (key: Tensor, x: Tensor) => apply([key, x]),
  });

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
  {
    name: "a random op that ignores its key",
    says: ["inputs", "what changes with input 0 (key) is nothing"],
    make: () => {
      const op = noise((key) => mul(key, 0));
      const inputs = [hostTensor([7, 42], [2], "i32"), sampleTensor([5])];
      const apply = (key: Tensor, x: Tensor): Tensor => op(key, x);
      return {
        plugin: pluginOf(op),
        samples: [{ op, samples: [{ name: "a row", inputs, apply, noReference: "its numbers are random" }] }],
      };
    },
  },
];
