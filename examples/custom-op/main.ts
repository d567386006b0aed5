/** Trains a small network through all four forms of op, and prints the kernels that it became. */
import { matmul, meanSquaredError, mul, sub } from "@rensa/ops";
import { printKernel, type Kernel } from "@rensa/core/compiler";
import { compile, f32, gradientsOf, sampleTensor, trace } from "rensa";
import { movingSum, loudnessNorm, snake, sortRows } from "./plugin/index.ts";

/** What the demonstration found, for its test. */
export interface Findings {
  readonly losses: readonly number[];
  readonly kernels: readonly Kernel[];
}

/** Runs the demonstration and tells `print` about it. */
export async function customOps(print: (line: string) => void): Promise<Findings> {
  const network = trace(
    { parameters: { first: f32(8, 16), second: f32(16, 4) }, x: f32(32, 8), y: f32(32, 4) },
    ({ parameters, x, y }) => {
      const hidden = loudnessNorm(snake(matmul(movingSum(x), parameters.first), { a: 0.5 }));
      const loss = meanSquaredError(sortRows(matmul(hidden, parameters.second)), y);
      const gradients = gradientsOf(loss, parameters);
      const next = {
        first: sub(parameters.first, mul(gradients.first, 0.05)),
        second: sub(parameters.second, mul(gradients.second, 0.05)),
      };
      return { parameters: next, loss };
    },
  );
  const program = await compile(network, { state: ["parameters"] });
  for (const kernel of program.stages.kernels) print(`${printKernel(kernel)}\n`);
  program.store.write({
    parameters: { first: sampleTensor([8, 16], -0.5, 0.5), second: sampleTensor([16, 4], -0.4, 0.6) },
  });
  const x = sampleTensor([32, 8], -1, 1);
  const y = sampleTensor([32, 4], -1, 1);
  for (let row = 0; row < 32; row++) y.data.subarray(4 * row, 4 * row + 4).sort();
  const losses = Array.from({ length: 200 }, () => program.run({ x, y }).loss.data[0] ?? Number.NaN);
  print(
    `loss: ${losses
      .filter((_, at) => at % 40 === 0 || at === 199)
      .map((loss) => loss.toFixed(4))
      .join(" -> ")}`,
  );
  return { losses, kernels: program.stages.kernels };
}

if (process.argv[1] === import.meta.filename) await customOps(console.log);
