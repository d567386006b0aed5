/** What each chapter computes, as data and as text. */
import { digits } from "@rensa/digits";
import { chainRule } from "./chain-rule.ts";
import { compareGradients, countCost, measureCost } from "./cost-of-all-weights.ts";
import { learnDigits } from "./digits.ts";
import { descend } from "./gradient-descent.ts";
import { convolutionGradient } from "./shared-weights.ts";
import { descendFrom, learnXor } from "./starting-points.ts";
import { chapterNetwork, twoHiddenLayers } from "./two-hidden-layers.ts";
import { chainOfNeurons, gradientByDepth, type DeepNetwork } from "./vanishing.ts";

/** What a chapter computed: all of it, and lines for people. */
interface Computed {
  readonly data: object;
  readonly lines: readonly string[];
}

const number = (value: number): string => value.toPrecision(4).padStart(11);
const text = (value: number): string => String(Number(value.toPrecision(6)));

async function gradientDescent(): Promise<Computed> {
  const descents = await Promise.all(
    [0.1, 0.5, 1, 1.5, 2, 2.1].map(async (rho) => ({ rho, ...(await descend({ rho, steps: 20, start: 2 })) })),
  );
  const lines = descents.map(
    ({ rho, factor, behavior, trajectory }) =>
      `rho ${String(rho).padEnd(4)} each step times ${text(factor).padEnd(5)} w after 20 steps ${number(trajectory.at(-1)?.w ?? Number.NaN)}  ${behavior}`,
  );
  return { data: { descents }, lines: ["E = w^2 / 2 from w = 2: one step at rho = 1, the limit is 2.", "", ...lines] };
}

async function chainRuleOnce(): Promise<Computed> {
  const graph = await chainRule({ w1: 1.5, w2: -2, x1: 1, x2: -1.5 });
  const lines = graph.nodes.map(
    ({ name, value, derivative }) =>
      `${name.padEnd(3)} forward ${number(value)}   dy/d${name.padEnd(3)} ${number(derivative)}`,
  );
  return { data: graph, lines: ["y = (w1 x1 + w2 x2)^2", "", ...lines] };
}

async function hiddenLayers(): Promise<Computed> {
  const found = await twoHiddenLayers(chapterNetwork);
  const lines = found.weights.flatMap(({ weight, paths, gradient }) => [
    `dE/d${weight} = ${text(gradient)}`,
    ...paths.map(
      ({ nodes, factors, product }) => `  ${nodes.join(" > ")}: ${factors.map(text).join(" * ")} = ${text(product)}`,
    ),
  ]);
  return {
    data: found,
    lines: [...lines, "", `dE/dw1_11 as the article prints its last formula: ${text(found.asPrinted)}`],
  };
}

async function cost(): Promise<Computed> {
  const sizes = [
    { width: 4, depth: 2, batch: 8 },
    { width: 16, depth: 2, batch: 32 },
    { width: 64, depth: 4, batch: 32 },
  ];
  const counted = await Promise.all(sizes.map(async (size) => ({ ...size, ...(await countCost(size)) })));
  const measured = await measureCost({ width: 64, depth: 4, batch: 64 });
  const agreement = await compareGradients({ width: 4, depth: 2, batch: 8 });
  const lines = counted.map(
    ({ weights, backpropagation, differences, forwardMode }) =>
      `${String(weights).padStart(6)} ${number(backpropagation.passes)} ${number(differences.passes)} ${number(forwardMode.passes)}`,
  );
  return {
    data: { counted, measured, agreement },
    lines: [
      "In forward passes, counted in operations:",
      "weights  backprop.  differences  forward mode",
      ...lines,
      "",
      `Measured in this run: value and gradient take ${text(measured.ratio)} times as long as the value.`,
      `Of ${String(agreement.weights)} weights, differences are off by ${text(agreement.differences)} at most, forward mode by ${text(agreement.forwardMode)}.`,
    ],
  };
}

const networks: readonly (DeepNetwork & { readonly name: string })[] = [
  { name: "sigmoid", depth: 20, activation: "sigmoid", initialization: "glorot" },
  { name: "tanh", depth: 20, activation: "tanh", initialization: "glorot" },
  { name: "tanh, weights too small", depth: 20, activation: "tanh", initialization: "small" },
  { name: "relu, weights of He", depth: 20, activation: "relu", initialization: "he" },
  { name: "relu, weights too large", depth: 20, activation: "relu", initialization: "unit" },
  { name: "sigmoid, residual", depth: 20, activation: "sigmoid", initialization: "glorot", residual: true },
  { name: "sigmoid, normalized", depth: 20, activation: "sigmoid", initialization: "glorot", normalization: true },
];

async function vanishing(): Promise<Computed> {
  const chain = await chainOfNeurons(10, "sigmoid");
  const found = await Promise.all(
    networks.map(async (network) => ({ ...network, ...(await gradientByDepth(network)) })),
  );
  const exponential = (value: number | undefined): string => (value ?? Number.NaN).toExponential(1).padStart(9);
  const lines = found.map(
    ({ name, layers, ratio }) =>
      `${name.padEnd(24)} ${exponential(layers[0]?.norm)} ${exponential(layers.at(-1)?.norm)} ${exponential(ratio)}`,
  );
  return {
    data: { chain, networks: found },
    lines: [
      `A chain of 10 sigmoids multiplies the derivative by ${(chain[0]?.derivative ?? Number.NaN).toExponential(1)}.`,
      "",
      "20 layers:            gradient of first    last     ratio",
      ...lines,
    ],
  };
}

async function startingPoints(): Promise<Computed> {
  const { basins, descents } = await descendFrom([-3, -1, -0.1, 0, 0.1, 0.5, 2]);
  const xor = await Promise.all([2, 3, 8].map(async (hidden) => ({ hidden, ...(await learnXor({ hidden })) })));
  return {
    data: { basins, descents, xor },
    lines: [
      ...basins.map(
        ({ end, error, starts }) => `from ${starts.join(", ")}: ends at ${text(end)} with E = ${text(error)}`,
      ),
      "",
      ...xor.map(
        ({ hidden, solved }) =>
          `XOR with ${String(hidden)} hidden neurons: learned from ${String(solved)} of 100 starts`,
      ),
    ],
  };
}

async function sharedWeights(): Promise<Computed> {
  const image = [
    [0, 1, 2],
    [3, 4, 5],
    [6, 7, 9],
  ];
  const found = await convolutionGradient({
    image,
    weights: [
      [1, 0],
      [0, -1],
    ],
  });
  const { train, test } = await digits();
  const learned = await learnDigits({ train: train.take(2000), test: test.take(1000), epochs: 2 });
  return {
    data: { ...found, learned },
    lines: [
      ...found.places.map(
        ({ row, column, delta, gradient }) =>
          `place ${String(row)}, ${String(column)}: delta ${text(delta)}, gradient ${JSON.stringify(gradient)}`,
      ),
      `sum ${JSON.stringify(found.sum)}, gradient of the shared weights ${JSON.stringify(found.gradient)}`,
      "",
      ...learned.accuracies.map(
        (accuracy, epoch) =>
          `digits, epoch ${String(epoch + 1)}: ${(accuracy * 100).toFixed(1)} % of the test digits right`,
      ),
    ],
  };
}

/** By the names of the pages in docs/backpropagation. */
export const chapters = {
  "gradient-descent": { title: "Gradient descent", compute: gradientDescent },
  "chain-rule": { title: "The chain rule", compute: chainRuleOnce },
  "two-hidden-layers": { title: "Two hidden layers", compute: hiddenLayers },
  "cost-of-all-weights": { title: "All weights in one pass", compute: cost },
  "vanishing-gradients": { title: "Vanishing gradients", compute: vanishing },
  "starting-points": { title: "Starting points", compute: startingPoints },
  "shared-weights": { title: "Convolution: shared weights", compute: sharedWeights },
} as const;

/** The name of a chapter. */
export type ChapterName = keyof typeof chapters;
