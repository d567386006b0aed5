/** An autoencoder: digits are squeezed into two numbers, and drawn from these. */
import { digits } from "@rensa/digits";
import { dense, sequential, type ApplyContext, type Key, type ParametersByName } from "@rensa/nn";
import { foldIn, silu, sigmoid, sigmoidCrossEntropy } from "@rensa/ops";
import { adam, cosine, createTrainer, f32, ofType, predictor, type Tensor } from "rensa";

type Images = Tensor<readonly [number, 784], "f32">;
type Codes = Tensor<readonly [number, 2], "f32">;
/** Where a digit lies on the map. */
export type Code = readonly [x: number, y: number];

const encoder = sequential(dense(784, 256), silu, dense(256, 64), silu, dense(64, 2));
const decoder = sequential(dense(2, 64), silu, dense(64, 256), silu, dense(256, 784));
type Parameters = ParametersByName<{ readonly encoder: typeof encoder; readonly decoder: typeof decoder }>;

const autoencoder = {
  initialize: (key: Key): Parameters => ({
    encoder: encoder.initialize(foldIn(key, 0)),
    decoder: decoder.initialize(foldIn(key, 1)),
  }),
  apply: (parameters: Parameters, images: Images, context: ApplyContext) => {
    const codes = encoder.apply(parameters.encoder, images, context);
    return { images, codes, logits: decoder.apply(parameters.decoder, codes, context) };
  },
};

/** Images of given codes, by the same parameters. */
const drawing = {
  initialize: autoencoder.initialize,
  apply: (parameters: Parameters, codes: Codes, context: ApplyContext) =>
    sigmoid(decoder.apply(parameters.decoder, codes, context)),
};

/** How it is trained. */
export interface Training {
  readonly epochs: number;
  readonly seed: number;
  /** How many of the 8,000 digits are seen. Default: all. */
  readonly examples?: number;
  readonly onStep?: (step: number, steps: number, loss: number) => void;
}

/** A digit that the training has not seen. */
export interface Unseen {
  readonly label: number;
  /** 784 pixels, from 0 (paper) to 1 (ink). */
  readonly image: readonly number[];
  readonly code: Code;
}

/** Trains it. @returns The losses, the digits that it has not seen with their codes, and a function that draws codes. */
export async function trainAutoencoder({ epochs, seed, examples = 8000, onStep }: Training) {
  const { train, test } = await digits();
  const data = train.take(examples).batch(100);
  const steps = epochs * data.batchesPerEpoch;
  const trainer = createTrainer({
    model: autoencoder,
    // No label is looked at: the image itself is what is wanted.
    loss: ({ images, logits }) => sigmoidCrossEntropy(logits, images),
    optimizer: adam(cosine({ peak: 2e-3, steps })),
    data,
    epochs,
    seed,
  });
  const losses: number[] = [];
  trainer.events$.pipe(ofType("step")).subscribe(({ step, loss }) => {
    losses.push(loss);
    onStep?.(step, steps, loss);
  });
  await trainer.start();
  const rows = Array.from({ length: test.size }, (_, row) => test.at(row));
  const images = rows.map(({ inputs }) => Array.from(inputs.data));
  const { codes } = await trainer.predict(images);
  const predict = predictor({ model: drawing, parameters: await trainer.readParameters(), example: f32(2) });
  return {
    losses,
    unseen: rows.map(({ targets }, row): Unseen => ({
      label: targets.data[0] ?? 0,
      image: images[row] ?? [],
      code: [codes.data[2 * row] ?? 0, codes.data[2 * row + 1] ?? 0],
    })),
    /** Images of codes: 784 pixels each, one image after the other. */
    draw: async (places: readonly Code[]) => (await predict(places)).data,
  };
}

/** How often the nearest of the other codes has the same label: how well the labels, which it never saw, keep apart. */
export function neighborAgreement(digitsOnMap: readonly Pick<Unseen, "label" | "code">[]): number {
  const agreeing = digitsOnMap.filter(({ code: [x, y], label }, at) => {
    let [nearest, least] = [-1, Infinity];
    digitsOnMap.forEach(({ code }, other) => {
      const distance = (code[0] - x) ** 2 + (code[1] - y) ** 2;
      if (other !== at && distance < least) [nearest, least] = [other, distance];
    });
    return digitsOnMap[nearest]?.label === label;
  });
  return agreeing.length / digitsOnMap.length;
}
