/** A network with two hidden layers of two neurons each, number by number, and the paths of its gradients. */
import type { Tensor } from "@rensa/core";
import { add, mul, relu, sigmoid, square, sub, tanh } from "@rensa/ops";
import {
  derivativeOf,
  differentiateGraph,
  pathsFrom,
  sumOfPaths,
  type Definition,
  type ScalarGraph,
  type ScalarPath,
} from "./scalar-graph.ts";

/** What {@link twoHiddenLayers} is given. Numbers have no unit. */
export interface TwoHiddenLayers {
  /** The two inputs. */
  readonly x: readonly [number, number];
  /** What the output should be. */
  readonly target: number;
  /** `w0[i][j]` leads from input i to neuron j of the first hidden layer. */
  readonly w0: Pair<Pair<number>>;
  /** `w1[i][j]` leads from neuron i of the first to neuron j of the second hidden layer; `w1[0][0]` is the article's. */
  readonly w1: Pair<Pair<number>>;
  /** `w2[j]` leads from neuron j of the second hidden layer to the output. */
  readonly w2: Pair<number>;
  /** Default: sigmoid. */
  readonly activation?: "sigmoid" | "tanh" | "relu";
}

type Pair<T> = readonly [T, T];

/** The network that the chapter computes. */
export const chapterNetwork: TwoHiddenLayers = {
  x: [1, -1.5],
  target: 1,
  w0: [
    [0.5, -0.4],
    [0.3, 0.8],
  ],
  w1: [
    [1.2, -0.7],
    [-0.6, 0.9],
  ],
  w2: [1.5, -1],
};

/** A weight's gradient as a sum over paths. */
export interface GradientOverPaths {
  readonly weight: string;
  readonly paths: readonly ScalarPath[];
  /** The sum of the products. */
  readonly sum: number;
  /** What backpropagation computes. */
  readonly gradient: number;
}

/** What {@link twoHiddenLayers} finds. Plain data. */
export interface NetworkFound {
  /**
   * Inputs `x1`, `x2`; weights `w0_11` to `w0_22`, `w1_11` to `w1_22`, `w2_1`, `w2_2`; sums `a1_1` to `a2_2` and what the
   * activation makes of them, `z1_1` to `z2_2`; the output `y` and the error `E = (y - target)^2 / 2`.
   */
  readonly graph: ScalarGraph;
  /** The gradient of every weight, over its paths. */
  readonly weights: readonly GradientOverPaths[];
  /** The gradient by `w1_11` as the article's last formula has it, with the first neuron's factors in both terms. */
  readonly asPrinted: number;
}

const activations: Readonly<Record<"sigmoid" | "tanh" | "relu", (x: Tensor) => Tensor>> = { sigmoid, tanh, relu };

/** Computes the network forward and backward, and lists the paths of each weight. */
export async function twoHiddenLayers(network: TwoHiddenLayers): Promise<NetworkFound> {
  const { x, target, w0, w1, w2, activation = "sigmoid" } = network;
  const neurons = [1, 2] as const;
  const layer = (number: number, from: string): Definition[] => [
    ...neurons.map((j) => ({
      name: `a${String(number)}_${String(j)}`,
      of: neurons.flatMap((i) => [`w${String(number - 1)}_${String(i)}${String(j)}`, `${from}${String(i)}`]),
      compute: weighted,
    })),
    ...neurons.map((j) => ({
      name: `z${String(number)}_${String(j)}`,
      of: [`a${String(number)}_${String(j)}`],
      compute: activations[activation],
    })),
  ];
  const inputs = {
    x1: x[0],
    x2: x[1],
    ...matrix("w0", w0),
    ...matrix("w1", w1),
    w2_1: w2[0],
    w2_2: w2[1],
  };
  const graph = await differentiateGraph(inputs, [
    ...layer(1, "x"),
    ...layer(2, "z1_"),
    { name: "y", of: ["w2_1", "z2_1", "w2_2", "z2_2"], compute: weighted },
    { name: "E", of: ["y"], compute: (y) => mul(square(sub(y, target)), 0.5) },
  ]);
  const weights = Object.keys(inputs)
    .filter((name) => name.startsWith("w"))
    .map((weight) => {
      const paths = pathsFrom(graph, weight);
      return { weight, paths, sum: sumOfPaths(paths), gradient: derivativeOf(graph, weight) };
    });
  return { graph, weights, asPrinted: asPrinted(graph) };
}

/** w x + w' x', of two weights, each before what it weighs. */
function weighted(...of: readonly Tensor[]): Tensor {
  const [w, x, other, y] = of;
  if (w === undefined || x === undefined || other === undefined || y === undefined)
    throw new TypeError("A neuron has two inputs and two weights.");
  return add(mul(w, x), mul(other, y));
}

function matrix(name: string, rows: Pair<Pair<number>>): Record<string, number> {
  return Object.fromEntries(
    rows.flatMap((row, i) => row.map((weight, j) => [`${name}_${String(i + 1)}${String(j + 1)}`, weight])),
  );
}

/** dE/dy (dy/dz1 dz1/da1 da1/dw + dy/dz2 dz1/da1 da1/dw): the second term should have z2 and a2, and be 0. */
function asPrinted({ edges }: ScalarGraph): number {
  const local = (from: string, to: string): number =>
    edges.find((edge) => edge.from === from && edge.to === to)?.local ?? 0;
  const ofFirst = local("a2_1", "z2_1") * local("w1_11", "a2_1");
  return local("y", "E") * (local("z2_1", "y") * ofFirst + local("z2_2", "y") * ofFirst);
}
