/**
 * Diffusion (Ho et al., 2020): noise becomes points. A point and noise are mixed by an angle, cos(angle) point + sin(angle) noise, and a network
 * learns how the mixture moves as the angle grows (Salimans and Ho, 2022). To draw, the angle goes from a right one, which is
 * noise, back to 0, without further noise (Song et al., 2021).
 */
import { Dataset, seededRandom } from "@rensa/data";
import { dense, sequential, type ApplyContext, type Key, type ParametersOf } from "@rensa/nn";
import { add, concat, cos, foldIn, linspace, meanSquaredError, mul, normal, silu, sin, sub, uniform } from "@rensa/ops";
import { adam, cosine, createTrainer, f32, full, ofType, predictor, scan, type Tensor } from "rensa";
import { drawSpiral, type Point } from "./spiral.ts";

type Points = Tensor<readonly [number, 2], "f32">;
type Angles = Tensor<readonly [number, 1], "f32">;

const width = 128;
const network = sequential(
  dense(8, width),
  silu,
  dense(width, width),
  silu,
  dense(width, width),
  silu,
  dense(width, 2),
);
type Parameters = ParametersOf<typeof network>;

/** How points move that were mixed by these angles. */
function motion(parameters: Parameters, mixed: Points, angle: Angles, context: ApplyContext): Points {
  const [twice, fourfold] = [mul(angle, 2), mul(angle, 4)];
  const waves = concat([cos(angle), sin(angle), cos(twice), sin(twice), cos(fourfold), sin(fourfold)], 1);
  return network.apply(parameters, concat([mixed, waves], 1), context);
}

/** What is trained: the motion as the network sees it, and as it is, of points with noise and angles of their own. */
const denoising = {
  initialize: (key: Key) => network.initialize(key),
  apply: (parameters: Parameters, points: Points, context: ApplyContext) => {
    const noise = normal(foldIn(context.key, 0), points.shape);
    const angle = uniform(foldIn(context.key, 1), [points.shape[0], 1], 0, Math.PI / 2);
    const mixed = add(mul(cos(angle), points), mul(sin(angle), noise));
    return {
      seen: motion(parameters, mixed, angle, context),
      is: sub(mul(cos(angle), noise), mul(sin(angle), points)),
    };
  },
};

/** Noise to points, and all the places on the way. */
function drawing(steps: number) {
  return {
    initialize: (key: Key) => network.initialize(key),
    apply: (parameters: Parameters, noise: Points, context: ApplyContext) => {
      const by = Math.PI / 2 / steps;
      const [points] = scan(noise, linspace(Math.PI / 2, by, steps), (mixed, angle) => {
        const angles = add(full([noise.shape[0], 1], 0), angle);
        return [sub(mul(mixed, Math.cos(by)), mul(motion(parameters, mixed, angles, context), Math.sin(by))), {}];
      });
      return points;
    },
  };
}

/** How it is trained. */
export interface Training {
  readonly steps: number;
  readonly seed: number;
  readonly onStep?: (step: number, loss: number) => void;
}

/** Learns the spiral. @returns The losses, and a function that draws so many points. */
export async function learnSpiral({ steps, seed, onStep }: Training) {
  const random = seededRandom(seed);
  const points = drawSpiral(4096, random);
  const data = Dataset.fromArrays({ inputs: points, targets: points, shape: [2], targetShape: [2] }).batch(256);
  const trainer = createTrainer({
    model: denoising,
    loss: ({ seen, is }) => meanSquaredError(seen, is),
    optimizer: adam(cosine({ peak: 3e-3, steps })),
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
  const predict = predictor({ model: drawing(100), parameters: await trainer.readParameters(), example: f32(2) });
  return {
    losses,
    points,
    draw: async (count: number): Promise<readonly Point[]> => {
      const noise = Array.from({ length: count }, () => [random.normal(), random.normal()]);
      const { data: drawn } = await predict(noise);
      return noise.map((_, at) => [drawn[2 * at] ?? 0, drawn[2 * at + 1] ?? 0]);
    },
  };
}
