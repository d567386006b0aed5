/** A network of sines (Sitzmann et al., 2020) that is given a place of an image and tells its color. */
import { Dataset } from "@rensa/data";
import { dense, sequential, uniform, type ApplyContext, type Key, type ParametersOf } from "@rensa/nn";
import { mean, meanSquaredError, mul, sin, sqrt, square, sum } from "@rensa/ops";
import { adam, cosine, createTrainer, f32, gradientsOf, ofType, predictor, type Tensor } from "rensa";

const [width, frequency] = [64, 30];

/** sin(30 x): with weights as they are drawn below, every layer's outputs are spread alike. */
const wave = (x: Tensor<readonly [number, number], "f32">) => sin(mul(x, frequency));
const bound = Math.sqrt(6 / width) / frequency;
const hidden = () => dense(width, width, { initializer: uniform(-bound, bound) });
const siren = sequential(
  dense(2, width, { initializer: uniform(-1 / 2, 1 / 2) }),
  wave,
  hidden(),
  wave,
  hidden(),
  wave,
  dense(width, 3, { initializer: uniform(-bound, bound) }),
);

/** How fast the image's brightness changes at a place, which is a derivative of the network. */
const steepness = {
  initialize: (key: Key) => siren.initialize(key),
  apply: (
    parameters: ParametersOf<typeof siren>,
    place: Tensor<readonly [number, 2], "f32">,
    context: ApplyContext,
  ) => {
    const brightness = mean(siren.apply(parameters, place, context), 1);
    return sqrt(sum(square(gradientsOf(sum(brightness), { place }).place), 1));
  },
};

/** How it is trained. */
export interface Training {
  readonly steps: number;
  readonly seed: number;
  readonly onStep?: (step: number, loss: number) => void;
}

/** Where an image is asked: x and y from -1 to 1, from the left and from the top. */
export type Places = readonly (readonly [x: number, y: number])[];

/** The middles of the pixels of a square image, row by row from the top. */
export function places(size: number): Places {
  const middle = (at: number): number => (2 * at + 1) / size - 1;
  return Array.from({ length: size * size }, (_, at) => [middle(at % size), middle(Math.floor(at / size))]);
}

/** Fits a network to an image of `size` times `size` pixels. */
export async function fitImage(pixels: Float32Array, size: number, { steps, seed, onStep }: Training) {
  const images = Dataset.fromArrays({ inputs: places(size), targets: pixels, shape: [2], targetShape: [3] });
  const trainer = createTrainer({
    model: siren,
    loss: meanSquaredError,
    optimizer: adam(cosine({ peak: 1e-3, steps })),
    data: images.batch(size * size, { shuffle: false }),
    epochs: steps,
    seed,
  });
  const losses: number[] = [];
  trainer.events$.pipe(ofType("step")).subscribe(({ step, loss }) => {
    losses.push(loss);
    onStep?.(step, loss);
  });
  await trainer.start();

  const parameters = await trainer.readParameters();
  const steepnessOf = predictor({ model: steepness, parameters, example: f32(2) });
  return {
    losses,
    /** Red, green and blue at places, of any number. */
    colorsAt: async (at: Places) => (await trainer.predict(at)).data,
    /** The length of the gradient of the brightness at places. */
    steepnessAt: async (at: Places) => (await steepnessOf(at)).data,
  };
}

/** Peak signal to noise, in decibels, of an error over colors from 0 to 1. */
export function decibels(meanSquare: number): number {
  return -10 * Math.log10(meanSquare);
}
