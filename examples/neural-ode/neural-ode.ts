/**
 * A neural ordinary differential equation (Chen et al., 2018): dx/dt = f(x), where f is a network. The solver is a loop, and the
 * gradient of what it ends with goes back through all of its steps.
 */
import { Dataset, seededRandom } from "@rensa/data";
import { dense, sequential, type ApplyContext, type Key, type ParametersOf } from "@rensa/nn";
import { add, meanSquaredError, mul, swapAxes, tanh } from "@rensa/ops";
import { adam, cosine, createTrainer, ofType, predictor, f32, scan, type Tensor } from "rensa";
import { timeStep, trueOrbit, type Point } from "./true-orbit.ts";

type Points = Tensor<readonly [number, 2], "f32">;

const field = sequential(dense(2, 64), tanh, dense(64, 64), tanh, dense(64, 2));

/** Orbits of so many points after each start, [batch, 2] to [batch, length, 2], by the classical method of Runge and Kutta. */
function solver(length: number) {
  return {
    initialize: (key: Key) => field.initialize(key),
    apply: (parameters: ParametersOf<typeof field>, start: Points, context: ApplyContext) => {
      const slope = (at: Points) => field.apply(parameters, at, context);
      const move = (from: Points, along: Points, time: number) => add(from, mul(along, time));
      const [, orbit] = scan(
        start,
        {},
        (at) => {
          const k1 = slope(at);
          const k2 = slope(move(at, k1, timeStep / 2));
          const k3 = slope(move(at, k2, timeStep / 2));
          const k4 = slope(move(at, k3, timeStep));
          const next = move(at, add(add(k1, mul(add(k2, k3), 2)), k4), timeStep / 6);
          return [next, next];
        },
        { length },
      );
      return swapAxes(orbit, 0, 1);
    },
  };
}

/** How it is trained. */
export interface Training {
  readonly steps: number;
  readonly seed: number;
  readonly onStep?: (step: number, loss: number) => void;
}

/** Learns the field from short pieces of noisy orbits. @returns The losses, the learned orbit from a start, and the learned field. */
export async function learnField({ steps, seed, onStep }: Training) {
  const random = seededRandom(seed);
  const [pieces, length] = [512, 10];
  const starts = Array.from({ length: pieces }, (): Point => [5 * random.uniform() - 2.5, 6 * random.uniform() - 3]);
  const noisy = (value: number): number => value + 0.01 * random.normal();
  const orbits = starts.map((start) =>
    trueOrbit(start, length)
      .slice(1)
      .map((point) => point.map(noisy)),
  );
  const data = Dataset.fromArrays({ inputs: starts, targets: orbits, shape: [2], targetShape: [length, 2] }).batch(64);
  const trainer = createTrainer({
    model: solver(length),
    loss: meanSquaredError,
    optimizer: adam(cosine({ peak: 1e-2, steps })),
    data,
    epochs: Math.ceil(steps / data.batchesPerEpoch),
    seed,
  });
  const losses: number[] = [];
  trainer.events$.pipe(ofType("step")).subscribe(({ step, loss }) => {
    losses.push(loss);
    onStep?.(step, loss);
    if (step >= steps) trainer.stop("all steps are done");
  });
  await trainer.start();
  const parameters = await trainer.readParameters();
  const orbitFrom = async (start: Point, points: number): Promise<readonly Point[]> => {
    const predict = predictor({ model: solver(points), parameters, example: f32(2) });
    return [start, ...pairs((await predict([start])).data)];
  };
  const predictSlope = predictor({ model: field, parameters, example: f32(2) });
  const slopesAt = async (points: readonly Point[]) => pairs((await predictSlope(points)).data);
  return { losses, orbitFrom, slopesAt };
}

function pairs(data: ArrayLike<number>): Point[] {
  return Array.from({ length: data.length / 2 }, (_, at) => [data[2 * at] ?? 0, data[2 * at + 1] ?? 0]);
}

/** The mean distance between two orbits, point by point. */
export function distanceBetween(one: readonly Point[], other: readonly Point[]): number {
  const distances = one.map(([x, y], at) => Math.hypot(x - (other[at]?.[0] ?? 0), y - (other[at]?.[1] ?? 0)));
  return distances.reduce((sum, each) => sum + each, 0) / distances.length;
}
