/** Gradient descent on a parabola: w <- w - rho dE/dw, and what each rho does. */
import { mul, square, sub } from "@rensa/ops";
import { compile, f64, gradientsOf, trace } from "rensa";

/** What {@link descend} is given. Numbers have no unit. */
export interface Descent {
  /** The learning rate, from 0. */
  readonly rho: number;
  /** How many updates, from 0. */
  readonly steps: number;
  /** The weight before the first update. */
  readonly start: number;
  /** The second derivative of E, above 0. Default: 1. */
  readonly curvature?: number;
  /** The weight at which E is 0. Default: 0. */
  readonly minimum?: number;
}

/** A weight on the way down. */
export interface DescentStep {
  /** Updates before it. */
  readonly step: number;
  readonly w: number;
  /** E at w. */
  readonly error: number;
  /** dE/dw at w. */
  readonly slope: number;
}

/**
 * How a descent on a parabola goes on: it stays where it is, for a rho of 0; it comes nearer from one side, meets the minimum in one step, comes nearer from
 * alternate sides, swings between two places for ever, or goes away.
 */
export type Behavior = "standing" | "approaching" | "one step" | "oscillating" | "swinging" | "diverging";

/** What {@link descend} finds. */
export interface Descended {
  /** The start and each update: `steps + 1` entries. */
  readonly trajectory: readonly DescentStep[];
  /** What each update multiplies the distance to the minimum by. */
  readonly factor: number;
  readonly behavior: Behavior;
  /** The rho that meets the minimum in one step: above it, the weight jumps over the minimum. */
  readonly best: number;
  /** The rho from which it does not come nearer any more. */
  readonly limit: number;
}

/** E(w) = curvature / 2 * (w - minimum)^2, its first two derivatives, and the weight after an update. */
const update = trace({ w: f64(), rho: f64(), curvature: f64(), minimum: f64() }, ({ w, rho, curvature, minimum }) => {
  const error = mul(mul(0.5, curvature), square(sub(w, minimum)));
  const slope = gradientsOf(error, w);
  return { error, slope, bend: gradientsOf(slope, w), next: sub(w, mul(rho, slope)) };
});

/** Descends from a start, by derivatives that the library computes. */
export async function descend({ rho, steps, start, curvature = 1, minimum = 0 }: Descent): Promise<Descended> {
  const program = await compile(update);
  const trajectory: DescentStep[] = [];
  let [w, bend] = [start, Number.NaN];
  for (let step = 0; step <= steps; step++) {
    const found = program.run({ w, rho, curvature, minimum });
    bend = found.bend.data[0] ?? Number.NaN;
    trajectory.push({ step, w, error: found.error.data[0] ?? Number.NaN, slope: found.slope.data[0] ?? Number.NaN });
    w = found.next.data[0] ?? Number.NaN;
  }
  const factor = 1 - rho * bend;
  return { trajectory, factor, behavior: behaviorOf(factor), best: 1 / bend, limit: 2 / bend };
}

function behaviorOf(factor: number): Behavior {
  // A slider seldom meets a border to the last bit.
  const isNear = (border: number): boolean => Math.abs(factor - border) < 1e-12;
  if (isNear(1)) return "standing";
  if (isNear(0)) return "one step";
  if (isNear(-1)) return "swinging";
  if (Math.abs(factor) >= 1) return "diverging";
  return factor > 0 ? "approaching" : "oscillating";
}
