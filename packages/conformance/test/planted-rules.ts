/** Mistakes in what an op says of forward mode and of batches. */
import {
  broadcastTo,
  defineOp,
  sampleTensor,
  type BatchArguments,
  type JvpArguments,
  type JvpResult,
  type OpSamples,
  type Tensor,
} from "@rensa/core";
import { add, flip, mul, stopGradient } from "@rensa/ops";
import { cubeVjp, samplesOf, slopeOf, times, type Plant, type Unary } from "./plant.ts";

/** How a cube that has rules is spoiled. */
interface Spoiling {
  readonly jvp?: (context: JvpArguments) => JvpResult;
  readonly batch?: (context: BatchArguments) => Tensor | readonly Tensor[];
  /** Default: true. */
  readonly hasVjp?: boolean;
}

const rightJvp = ({ inputs: [x], tangents: [dx] }: JvpArguments): Tensor => times(dx as Tensor, slopeOf(x as Tensor));

/** Cubes of a host function with rules for forward mode and batches. */
export function cubesByRules(spoiled: Spoiling): Unary {
  const { jvp = rightJvp, batch = ({ inputs, apply }) => apply(inputs), hasVjp = true } = spoiled;
  return defineOp({
    name: "cube",
    forward: {
      host: {
        types: ([x]) => [x],
        run: ([x], [y]) => {
          x.data.forEach((value, at) => {
            if (y !== undefined) y.data[at] = value ** 3;
          });
        },
      },
    },
    ...(hasVjp ? { vjp: cubeVjp } : {}),
    jvp,
    batch,
    call: (apply) => (x: Tensor) => apply([x]),
  });
}

/** The sum of two tensors of one shape, by a host function. */
function sums(batch: (context: BatchArguments) => readonly Tensor[]): OpSamples {
  const op = defineOp({
    name: "host_sum",
    inputs: ["a", "b"],
    forward: {
      host: {
        types: ([a]) => [a],
        run: ([a, b], [y]) => {
          a.data.forEach((value, at) => {
            if (y !== undefined) y.data[at] = value + (b.data[at % b.data.length] ?? 0);
          });
        },
      },
    },
    vjp: ({ gradient }) => [() => gradient, () => gradient],
    batch,
    call: (apply) => (a: Tensor, b: Tensor) => apply([a, b]),
  });
  return {
    op,
    samples: [{ name: "vectors", inputs: [sampleTensor([5]), sampleTensor([5], 1, 2)], apply: (a, b) => op(a, b) }],
    reference: (a, b = 0) => a + b,
  };
}

const twice = (x: Tensor): Tensor => mul(x, 2);

/** All of them. */
export const plantedRules: readonly Plant[] = [
  {
    mistake: "its jvp is off by a hundredth",
    samples: samplesOf(cubesByRules({ jvp: (context) => mul(rightJvp(context), 1.01) })),
    seenBy: ["forward", "jvp"],
  },
  {
    mistake: "its jvp is wrong, and there is no vjp to compare it with",
    samples: samplesOf(cubesByRules({ jvp: (context) => twice(rightJvp(context)), hasVjp: false })),
    seenBy: ["forward"],
  },
  {
    mistake: "its jvp forgets an input",
    samples: samplesOf(cubesByRules({ jvp: () => [null] })),
    seenBy: ["forward", "jvp"],
  },
  {
    mistake: "its jvp has another type",
    samples: samplesOf(cubesByRules({ jvp: ({ tangents: [dx] }) => broadcastTo(dx as Tensor, [2, 7]) })),
    seenBy: ["forward", "jvp"],
  },
  {
    mistake: "its rule puts examples in another order",
    samples: samplesOf(cubesByRules({ batch: ({ inputs: [x], apply }) => apply([flip(x as Tensor, 0)]) })),
    seenBy: ["vmap"],
  },
  {
    mistake: "its rule computes something else",
    samples: samplesOf(cubesByRules({ batch: ({ inputs: [x], apply }) => apply([add(x as Tensor, 1e-9)]) })),
    seenBy: ["gradients of vmap", "vmap"],
  },
  {
    mistake: "its rule has no derivative",
    samples: samplesOf(cubesByRules({ batch: ({ inputs: [x], apply }) => apply([stopGradient(x as Tensor)]) })),
    seenBy: ["gradients of vmap"],
  },
  {
    mistake: "its rule hands on an input that is shared as if all had one",
    samples: sums(({ inputs, apply }) => apply(inputs)),
    seenBy: ["vmap"],
  },
  {
    mistake: "its rule returns an output too many",
    samples: samplesOf(cubesByRules({ batch: ({ inputs: [x] }) => [x as Tensor, x as Tensor] })),
    seenBy: ["gradients of vmap", "vmap", "vmap of gradients"],
  },
];
