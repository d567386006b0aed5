/** The chain rule on y(w1, w2) = (w1 x1 + w2 x2)^2: traced, printed, differentiated, compared, and descended. */
import { add, mul, square, sub } from "@rensa/ops";
import { compile, f32, gradientsOf, printGraph, trace, valueAndGrad } from "rensa";

/** What the demonstration found, for its test. */
export interface Findings {
  /** Largest difference between the computed gradients and the closed form 2 (w1 x1 + w2 x2) xi. */
  readonly difference: number;
  /** The sum over paths of products of partial derivatives, for w1 and w2. */
  readonly overPaths: readonly [number, number];
  /** Losses along the descent. */
  readonly losses: readonly number[];
}

const [x1, x2] = [2, -3];
const target = 4;

/** Runs the demonstration and tells `print` about it. */
export async function chainRule(print: (line: string) => void): Promise<Findings> {
  const y = trace({ w1: f32(), w2: f32() }, ({ w1, w2 }) => square(add(mul(w1, x1), mul(w2, x2))));
  print("y(w1, w2) = (w1 x1 + w2 x2)^2 as a graph:\n");
  print(printGraph(y.graph, { origins: false }));

  const both = valueAndGrad(y, ["w1", "w2"]);
  print("\nwith its gradients, which are ops again:\n");
  print(printGraph(both.graph, { origins: false }));

  const program = await compile(both);
  const [w1, w2] = [1.5, 0.25];
  const { value, gradients } = program.run({ w1, w2 });
  const found = [gradients.w1.data[0] ?? 0, gradients.w2.data[0] ?? 0] as const;
  const sum = w1 * x1 + w2 * x2;
  const closed = [2 * sum * x1, 2 * sum * x2] as const;
  // One path leads from each weight to y: w -> w x -> w1 x1 + w2 x2 -> y.
  const overPaths = [x1 * 1 * (2 * sum), x2 * 1 * (2 * sum)] as const;
  print(`\nat w1 = ${String(w1)}, w2 = ${String(w2)}: y = ${String(value.data[0])}`);
  print(
    `dy/dw1 = d(w1 x1)/dw1 * ds/d(w1 x1) * dy/ds = ${String(x1)} * 1 * ${String(2 * sum)} = ${String(overPaths[0])}; computed ${String(found[0])}`,
  );
  print(
    `dy/dw2 = d(w2 x2)/dw2 * ds/d(w2 x2) * dy/ds = ${String(x2)} * 1 * ${String(2 * sum)} = ${String(overPaths[1])}; computed ${String(found[1])}`,
  );

  const descent = trace({ w: { w1: f32(), w2: f32() } }, ({ w }) => {
    const loss = square(sub(y(w), target));
    const slopes = gradientsOf(loss, w);
    return { w: { w1: sub(w.w1, mul(slopes.w1, 1e-3)), w2: sub(w.w2, mul(slopes.w2, 1e-3)) }, loss };
  });
  const step = await compile(descent, { state: ["w"] });
  step.store.write({ w: { w1: 0.9, w2: 0.1 } });
  const losses = Array.from({ length: 40 }, () => step.run({}).loss.data[0] ?? Number.NaN);
  print(
    `\ngradient descent on (y - ${String(target)})^2: ${losses
      .filter((_, at) => at % 8 === 0)
      .map((loss) => loss.toExponential(2))
      .join(", ")}`,
  );
  const difference = Math.max(Math.abs(found[0] - closed[0]), Math.abs(found[1] - closed[1]));
  return { difference, overPaths, losses };
}

if (process.argv[1] === import.meta.filename) {
  const { difference } = await chainRule(console.log);
  if (difference > 1e-6) {
    console.error(`The gradients differ from the closed form by ${String(difference)}.`);
    process.exitCode = 1;
  }
}
