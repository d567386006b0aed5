/** Mistakes in derivatives, residuals and batches. */
import {
  defineOp,
  sampleTensor,
  type BatchArguments,
  type HostTensor,
  type JvpArguments,
  type Tensor,
  type TensorType,
  type VjpArguments,
} from "@rensa/core";
import { abs, flip, minimum, mul, neg, sum } from "@rensa/ops";
import { comparedWithCubes, cubeJvp, hostCube, opName, pluginOf, type Mistake, type Tried } from "./mistake.ts";

type Context = VjpArguments<readonly ["x"], readonly ["kept"]>;
const withVjp = (vjp: unknown) => () => comparedWithCubes(hostCube({ vjp }));

/** A product, of which the gradient by one input is left out. */
function forgetful(): Tried {
  const op = defineOp({
    name: opName,
    inputs: ["x", "y"],
    forward: { scalar: ([x, y]) => x.mul(y) },
    vjp: ({ inputs: [, y], gradient }) => [() => mul(gradient, y), null],
  });
  const inputs = [sampleTensor([5]), sampleTensor([5], 1, 2)];
  const apply = (x: Tensor, y: Tensor): Tensor => op(x, y);
  return {
    plugin: pluginOf(op),
    samples: [{ op, samples: [{ name: "rows", inputs, apply }], reference: (x, y = 0) => x * y }],
  };
}

/** Cubes that keep squares, or something of another shape. */
function keeping(type: (x: TensorType) => TensorType, square: (value: number) => number): Tried {
  const op = hostCube(
    { residuals: ["kept"], vjp: ({ residuals: [kept], gradient }: Context) => [() => mul(gradient, mul(kept, 3))] },
    {
      types: ([x]: [TensorType]) => [x, type(x)],
      run: ([x]: [HostTensor], [y, kept]: [HostTensor, HostTensor?]) => {
        y.data.set(x.data.map((value) => value ** 3));
        x.data.forEach((value, at) => {
          if (kept !== undefined) kept.data[at] = square(value);
        });
      },
    },
  );
  return comparedWithCubes(op, {}, { notSmooth: undefined });
}

export const inDerivatives: readonly Mistake[] = [
  {
    name: "a vjp that is off by 1e-4",
    says: ["vjp", "element 0 of the gradient by input 0"],
    make: withVjp(({ inputs: [x], gradient }: Context) => [() => mul(gradient, mul(mul(x, x), 3.0001))]),
  },
  {
    name: "a vjp of the wrong sign",
    says: ["vjp", "element 0 of the gradient by input 0"],
    make: withVjp(({ inputs: [x], gradient }: Context) => [() => neg(mul(gradient, mul(mul(x, x), 3)))]),
  },
  { name: "a vjp that forgets an input", says: ["vjp", "of the gradient by input 1"], make: forgetful },
  { name: "a vjp of too few thunks", says: ["RensaError", "0 thunks for 1 inputs"], make: withVjp(() => []) },
  {
    name: "a vjp of tensors in place of thunks",
    says: ["RensaError", "returned a tensor f32[2,3] for input 0; return a function"],
    make: withVjp(({ gradient }: Context) => [gradient]),
  },
  {
    name: "a thunk that returns a number",
    says: ["RensaError", "returned the number 3; return a tensor"],
    make: withVjp(() => [() => 3]),
  },
  {
    name: "a thunk that returns null",
    says: ["RensaError", "returned null; return a tensor"],
    make: withVjp(() => [() => null]),
  },
  {
    name: "a gradient of another shape",
    says: ["RensaError", "returned f32[3] for input 0, which is f32[2, 3]"],
    make: withVjp(({ gradient }: Context) => [() => sum(gradient, 0)]),
  },
  {
    name: "a vjp that is wrong below 0",
    says: ["gradients elsewhere", "of the sample's negatives"],
    make: withVjp(({ inputs: [x], gradient }: Context) => [() => mul(mul(x, abs(x)), mul(gradient, 3))]),
  },
  {
    name: "a vjp that is wrong for large values",
    says: ["gradients elsewhere", "of ten times the sample"],
    make: withVjp(({ inputs: [x], gradient }: Context) => [() => mul(mul(x, minimum(x, 10)), mul(gradient, 3))]),
  },
  {
    name: "a residual of another shape than the vjp reads",
    says: ["RensaError", "[2, 3] and [2, 3, 2] do not broadcast"],
    make: () =>
      keeping(
        (x) => ({ shape: [...x.shape, 2], dtype: x.dtype }),
        (value) => value ** 2,
      ),
  },
  {
    name: "a residual of other values than the vjp reads",
    says: ["vjp", "element 0 of the gradient by input 0"],
    make: () => keeping((x) => x, Math.abs),
  },
  {
    name: "a residual whose derivative is not said",
    says: ["second order", "residualVjp"],
    make: () =>
      keeping(
        (x) => x,
        (value) => value ** 2,
      ),
  },
  {
    name: "a jvp that is not that of the vjp",
    says: ["jvp", "1.0001 instead of 1"],
    make: () =>
      comparedWithCubes(hostCube({ jvp: (context: JvpArguments<readonly ["x"]>) => mul(cubeJvp(context), 1.0001) })),
  },
  {
    name: "a batch rule that mixes the examples",
    says: ["vmap", "element 0 of a batch"],
    make: () =>
      comparedWithCubes(
        hostCube({ batch: ({ inputs: [x], apply }: BatchArguments<readonly ["x"]>) => apply([flip(x, 0)]) }),
      ),
  },
  {
    name: "a batch rule that loses the batch",
    says: ["vmap", "RensaError", "batch rule returned f32[2,3] for output 0; return f32[2,2,3]"],
    make: () =>
      comparedWithCubes(
        hostCube({ batch: ({ inputs: [x], apply }: BatchArguments<readonly ["x"]>) => apply([sum(x, 0)]) }),
      ),
  },
];
