/** Mistakes in what an op keeps for its vjp. */
import { defineOp, type Tensor, type VjpArguments, type VjpThunks } from "@rensa/core";
import { add } from "@rensa/ops";
import { samplesOf, times, type Plant, type Unary } from "./plant.ts";

/** How a cube that keeps the square is spoiled. */
interface Spoiling {
  /** What is kept of an element. Default: its square. */
  readonly square?: (x: number) => number;
  /** The result for an element, where the square is kept and where not. Default: its cube. */
  readonly cube?: (x: number, isKept: boolean) => number;
  readonly vjp?: (context: VjpArguments) => VjpThunks;
  readonly residualVjp?: ((context: VjpArguments) => VjpThunks) | null;
}

const threeTimes = (gradient: Tensor, square: Tensor): Tensor =>
  [square, square].reduce((sum, each) => plus(sum, times(gradient, each)), times(gradient, square));

const plus = (a: Tensor, b: Tensor): Tensor => add(a, b);

const squareVjp = ({ inputs: [x], gradient }: VjpArguments): VjpThunks => [
  () => {
    const half = times(gradient, x ?? gradient);
    return plus(half, half);
  },
];

/** Cubes of a host function that keeps the squares for the gradient. */
export function cubesKeeping(spoiled: Spoiling): Unary {
  const { square = (x) => x ** 2, cube = (x) => x ** 3 } = spoiled;
  const { residualVjp = squareVjp } = spoiled;
  return defineOp({
    name: "cube",
    forward: {
      host: {
        types: ([x]) => [x, x],
        run: ([x], [cubed, squared]) => {
          x.data.forEach((value, at) => {
            if (cubed !== undefined) cubed.data[at] = cube(value, squared !== undefined);
            if (squared !== undefined) squared.data[at] = square(value);
          });
        },
      },
    },
    residuals: ["square"],
    vjp: spoiled.vjp ?? (({ residuals: [squared], gradient }) => [() => threeTimes(gradient, squared)]),
    ...(residualVjp === null ? {} : { residualVjp }),
    call: (apply) => (x: Tensor) => apply([x]),
  });
}

/** All of them. */
export const plantedResiduals: readonly Plant[] = [
  {
    mistake: "it keeps something else than its vjp reads",
    samples: samplesOf(cubesKeeping({ square: Math.abs })),
    seenBy: ["second order", "vjp"],
  },
  {
    mistake: "its result is another where it keeps something",
    samples: samplesOf(cubesKeeping({ cube: (x, isKept) => x ** 3 + (isKept ? 1e-6 : 0) })),
    seenBy: ["residuals"],
  },
  {
    mistake: "it forgets what its residuals depend on",
    samples: samplesOf(cubesKeeping({ residualVjp: () => [null] })),
    seenBy: ["second order"],
  },
  {
    mistake: "it does not say what its residuals depend on",
    samples: samplesOf(cubesKeeping({ residualVjp: null })),
    seenBy: ["second order"],
  },
  {
    mistake: "its residuals have the gradient of something else",
    samples: samplesOf(cubesKeeping({ residualVjp: ({ gradient }) => [() => gradient] })),
    seenBy: ["second order"],
  },
  {
    mistake: "nothing reads what it keeps",
    samples: samplesOf(
      cubesKeeping({
        vjp: ({ inputs: [x], gradient }) => [() => threeTimes(gradient, times(x ?? gradient, x ?? gradient))],
      }),
    ),
    seenBy: ["coverage"],
  },
];
