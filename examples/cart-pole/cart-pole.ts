/**
 * A policy that swings a pole up and balances it. What is maximized is the return of an episode, and its gradient goes back through
 * the simulation: an analytic policy gradient, where other methods try actions to learn what they do.
 */
import { Dataset, seededRandom } from "@rensa/data";
import { dense, sequential, type ApplyContext, type Key, type ParametersOf } from "@rensa/nn";
import { abs, add, cos, mean, mul, relu, sin, square, stack, sub, swapAxes, tanh, unstack } from "@rensa/ops";
import {
  adam,
  chain,
  clipByGlobalNorm,
  cosine,
  createTrainer,
  f32,
  ofType,
  predictor,
  scan,
  type HostTensor,
  type Tensor,
} from "rensa";
import { firstValueFrom } from "rxjs";
import { moved, type States } from "./physics.ts";

/** Position (m), speed (m/s), angle from upright and its speed (1/s) of a cart. */
export type State = readonly [position: number, speed: number, angle: number, turn: number];
/** The states of one cart, step by step. */
export type Episode = readonly State[];

/** The greatest force, in N: too small to lift the pole at once. */
const strength = 10;
/** Where the rail ends, in m from its middle. */
export const railEnd = 2.4;

const policy = sequential(dense(5, 64), tanh, dense(64, 64), tanh, dense(64, 1), tanh);

/** From starts, [batch, 4], to the states of so many steps, [batch, steps, 4]. */
function driving(steps: number) {
  return {
    initialize: (key: Key) => policy.initialize(key),
    apply: (parameters: ParametersOf<typeof policy>, starts: States, context: ApplyContext) => {
      const [, states] = scan(
        starts,
        {},
        (now) => {
          const [position, speed, angle, turn] = unstack(now, 1);
          // An angle and the same a turn later are one.
          const seen = [mul(position, 0.5), mul(speed, 0.3), cos(angle), sin(angle), mul(turn, 0.2)] as const;
          const [force] = unstack(policy.apply(parameters, stack(seen, 1), context), 1);
          const next = moved(now, mul(force, strength));
          return [next, next];
        },
        { length: steps },
      );
      return swapAxes(states, 0, 1);
    },
  };
}

/** What an episode costs by step: a pole that is not upright, and a cart that goes to the ends of its rail. */
function costOf(states: Tensor<readonly [number, number, 4], "f32">): Tensor {
  const [position, , angle, turn] = unstack(states, 2);
  const falling = add(sub(1, cos(angle)), mul(square(turn), 0.003));
  return mean(add(falling, add(mul(square(position), 0.1), square(relu(sub(abs(position), 2))))));
}

/** How it is trained. */
export interface Training {
  readonly steps: number;
  readonly seed: number;
  /** Steps of an episode while it learns. Default: 125, which is 5 seconds. */
  readonly length?: number;
  readonly onStep?: (step: number, cost: number) => void;
}

/** Starts near the middle of the rail, with a pole that hangs. */
export function hangingStarts(count: number, seed: number): readonly State[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => [
    random.uniform() - 0.5,
    0.2 * random.normal(),
    Math.PI + 0.3 * random.normal(),
    0.3 * random.normal(),
  ]);
}

/** Learns to balance. @returns The costs by step, and the policy as it began and as it is now. */
export async function learnToBalance({ steps, seed, length = 125, onStep }: Training) {
  const starts = hangingStarts(1024, seed);
  const data = Dataset.fromArrays({ inputs: starts, targets: starts, shape: [4], targetShape: [4] }).batch(64);
  const trainer = createTrainer({
    model: driving(length),
    loss: (states) => costOf(states),
    // Where a pole may fall to either side, gradients are long.
    optimizer: chain(clipByGlobalNorm(1), adam(cosine({ peak: 5e-3, steps }))),
    data,
    epochs: Math.ceil(steps / data.batchesPerEpoch),
    seed,
  });
  const costs: number[] = [];
  // What is read at an event is what it was then: here, before the first step.
  const beginning = firstValueFrom(trainer.events$.pipe(ofType("started"))).then(() => trainer.readParameters());
  trainer.events$.pipe(ofType("step")).subscribe(({ step, loss }) => {
    costs.push(loss);
    onStep?.(step, loss);
    if (step >= steps) trainer.stop("all steps are done");
  });
  await trainer.start();
  return { costs, before: await beginning, after: await trainer.readParameters() };
}

/** A policy's parameters, by path. */
export type Parameters = ReadonlyMap<string, HostTensor>;

/** Lets policies drive from starts for so many steps: a program that is compiled once for all of them. */
export function driver(steps: number, first: Parameters) {
  const predict = predictor({ model: driving(steps), parameters: first, example: f32(4) });
  return async (parameters: Parameters, starts: readonly State[]): Promise<readonly Episode[]> => {
    predict.setParameters(parameters);
    const { data } = await predict(starts);
    const at = (episode: number, step: number, what: number): number => data[(episode * steps + step) * 4 + what] ?? 0;
    return starts.map((start, episode) => [
      start,
      ...Array.from({ length: steps }, (_, step): State => [
        at(episode, step, 0),
        at(episode, step, 1),
        at(episode, step, 2),
        at(episode, step, 3),
      ]),
    ]);
  };
}

/** The height of the pole's tip, from -1 to 1, summed over an episode until the cart leaves the rail. */
export function returnOf(episode: Episode): number {
  const end = episode.findIndex(([position]) => Math.abs(position) > railEnd);
  return (end < 0 ? episode : episode.slice(0, end)).reduce((sum, [, , angle]) => sum + Math.cos(angle), 0);
}

/** Whether the pole is up in all of the last so many steps, and the cart never left the rail. */
export function isBalanced(episode: Episode, steps: number): boolean {
  return (
    episode.every(([position]) => Math.abs(position) <= railEnd) &&
    episode.slice(-steps).every(([, , angle]) => Math.cos(angle) > 0.95)
  );
}
