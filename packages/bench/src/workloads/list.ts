/** The workloads that are measured, by name. Each is built when it is its turn, so that none keeps memory of another. */
import type { Description } from "./description.ts";
import { convolution, gemm } from "./layers.ts";
import { cnn, gru, mlp, transformer } from "./trainings.ts";

const classify = { activation: "relu", loss: "cross-entropy" } as const;
const squares = [64, 128, 256, 512, 1024];
const image = { side: 28, batch: 32 } as const;

const builders: Readonly<Record<string, (name: string) => Description>> = {
  W1: (name) =>
    mlp({ name, title: "MLP 784-128-128-10, batch 32", widths: [784, 128, 128, 10], batch: 32, ...classify }),
  W2: (name) =>
    mlp({ name, title: "MLP 784-512-512-10, batch 128", widths: [784, 512, 512, 10], batch: 128, ...classify }),
  W3: (name) =>
    cnn({
      name,
      title: "CNN 3x3x16, 3x3x32, dense 10 on 28x28, batch 32",
      side: 28,
      channels: [1, 16, 32],
      classes: 10,
      batch: 32,
    }),
  W4: (name) => {
    const size = { blocks: 2, width: 128, heads: 4, context: 64, vocabulary: 64, batch: 16 };
    return transformer({ name, title: "character transformer, 2 blocks of 128, context 64, batch 16", ...size });
  },
  W5: (name) =>
    gru({
      name,
      title: "GRU language model, hidden 128, 64 steps, batch 32",
      hidden: 128,
      steps: 64,
      vocabulary: 64,
      batch: 32,
    }),
  W6: (name) =>
    mlp({
      name,
      title: "MLP 2-16-16-1, batch 32",
      widths: [2, 16, 16, 1],
      batch: 32,
      activation: "tanh",
      loss: "squared-error",
    }),
  ...Object.fromEntries(squares.map((n) => [`G${String(n)}`, (name: string) => gemm(name, [n, n, n])])),
  G32x784x128: (name) => gemm(name, [32, 784, 128]),
  // The gradients of a dense layer's weights and of its input.
  G784x32x128: (name) => gemm(name, [784, 32, 128], { transposeA: true }),
  G32x128x784: (name) => gemm(name, [32, 128, 784], { transposeB: true }),
  G128x512x10: (name) => gemm(name, [128, 512, 10]),
  C3x3x64: (name) => convolution(name, { kernel: 3, inputs: 64, outputs: 64, ...image }),
  C1x1x128: (name) => convolution(name, { kernel: 1, inputs: 128, outputs: 128, ...image }),
  C5x5x24: (name) => convolution(name, { kernel: 5, inputs: 1, outputs: 24, ...image }),
  C3x3depthwise: (name) => convolution(name, { kernel: 3, inputs: 64, ...image }),
};

/** The names of all workloads, in the order in which they are measured. */
export const workloadNames: readonly string[] = Object.keys(builders);

/**
 * The names that a selection such as `W1,G` means: a name, or a letter for a family.
 *
 * @throws RangeError for a part that means none.
 */
export function selectWorkloads(selection: readonly string[]): readonly string[] {
  const chosen = new Set<string>();
  for (const part of selection) {
    const matching = workloadNames.filter((name) => name === part || (/^[A-Z]$/.test(part) && name.startsWith(part)));
    if (matching.length === 0)
      throw new RangeError(`There is no workload "${part}"; there are ${workloadNames.join(", ")}.`);
    for (const name of matching) chosen.add(name);
  }
  return workloadNames.filter((name) => chosen.has(name));
}

/** Builds a workload. */
export function workload(name: string): Description {
  const build = builders[name];
  if (build === undefined) throw new RangeError(`There is no workload "${name}".`);
  return build(name);
}
