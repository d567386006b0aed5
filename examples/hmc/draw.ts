/** Runs the sampler on the posterior. */
import { compile } from "rensa";
import { hamiltonianMonteCarlo } from "./hmc.ts";
import { energy } from "./posterior.ts";

/** How much is drawn. */
export interface Drawing {
  readonly draws: number;
  readonly chains: number;
  readonly seed: number;
}

/** Draws intercepts and slopes; the first tenth of each chain, which remembers its start, is left out. */
export async function draw({ draws, chains, seed }: Drawing) {
  const sampling = { chains, dimensions: 2, draws, leaps: 12, stepSize: 0.08 };
  const program = await compile(hamiltonianMonteCarlo(energy, sampling));
  const start = Array.from({ length: chains }, (_, chain) => [Math.sin(chain), Math.cos(chain)]);
  const { place, isAccepted } = program.run({ start, key: [0, seed] });
  const points = Array.from(
    { length: draws * chains },
    (_, at) => [place.data[2 * at] ?? 0, place.data[2 * at + 1] ?? 0] as const,
  );
  const accepted = isAccepted.data.reduce((sum, each) => sum + each, 0) / isAccepted.data.length;
  return { points: points.slice(Math.floor(draws / 10) * chains), accepted };
}
