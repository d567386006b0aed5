/**
 * Hamiltonian Monte Carlo (Neal, 2011): draws from a density that is known up to a factor, by the motion of a ball that rolls over
 * minus its logarithm. All chains and all draws are one program, whose inner loop differentiates.
 */
import { add, foldIn, less, log, mul, normal, reshape, square, sub, sum, uniform, where } from "@rensa/ops";
import { f32, full, grad, i32, scan, trace, type Tensor } from "rensa";

type Chains = Tensor<readonly [number, number], "f32">;

/** Minus the logarithm of a density: a number for each chain's place. */
export type Energy = (places: Chains) => Tensor;

/** How it samples. */
export interface Sampling {
  readonly chains: number;
  readonly dimensions: number;
  readonly draws: number;
  /** Steps of the motion between two draws, and how long each is. */
  readonly leaps: number;
  readonly stepSize: number;
}

/** A function of where the chains begin and of a random key: the places that they draw, and whether each draw moved. */
export function hamiltonianMonteCarlo(energy: Energy, { chains, dimensions, draws, leaps, stepSize }: Sampling) {
  const shape = [chains, dimensions] as const;
  const total = trace({ places: f32(...shape) }, ({ places }) => sum(energy(places)));
  const slopes = grad(total, ["places"]);
  return trace({ start: f32(...shape), key: i32(2) }, ({ start, key }) => {
    const [, drawn] = scan(
      { place: start, count: full([], 0, "i32") },
      {},
      ({ place, count }) => {
        const drawKey = foldIn(key, count);
        const momentum = normal(foldIn(drawKey, 0), shape);
        const [end] = scan(
          { place, momentum: kick(momentum, place, stepSize / 2) },
          {},
          (at) => {
            const moved = add(at.place, mul(at.momentum, stepSize));
            return [{ place: moved, momentum: kick(at.momentum, moved, stepSize) }, {}];
          },
          { length: leaps },
        );
        // The last kick was half a step too long.
        const ended = kick(end.momentum, end.place, -stepSize / 2);
        const gained = sub(whole(place, momentum), whole(end.place, ended));
        const isAccepted = less(log(uniform(foldIn(drawKey, 1), [chains])), gained);
        const next = where(reshape(isAccepted, [chains, 1]), end.place, place);
        return [
          { place: next, count: add(count, 1) },
          { place: next, isAccepted },
        ];
      },
      { length: draws },
    );
    return drawn;
  });

  function kick(momentum: Chains, place: Chains, time: number) {
    return sub(momentum, mul(slopes({ places: place }).places, time));
  }

  function whole(place: Chains, momentum: Chains) {
    return add(energy(place), mul(sum(square(momentum), 1), 0.5));
  }
}
