/** Where a descent ends depends on where it starts: a curve with two minima, and a small network that learns XOR or does not. */
import { add, foldIn, matmul, mul, normal, pow, square, sub, sum, tanh } from "@rensa/ops";
import { compile, f32, f64, gradientsOf, i32, trace, vmap, type Tensor } from "rensa";

/** What {@link descendFrom} is given. Numbers have no unit. */
export interface Starts {
  /** The learning rate. Default: 0.05. */
  readonly rho?: number;
  /** Updates of each start. Default: 200. */
  readonly steps?: number;
}

/** A descent on the curve. */
export interface DescentFrom {
  readonly start: number;
  /** The weight before the first and after each update: `steps + 1` numbers. */
  readonly weights: readonly number[];
  /** E at each of them. */
  readonly errors: readonly number[];
  readonly end: number;
}

/** The starts that end at one place. */
export interface Basin {
  /** Where they end, rounded to 6 digits behind the point. */
  readonly end: number;
  readonly error: number;
  readonly starts: readonly number[];
}

/** What {@link descendFrom} finds. Plain data. */
export interface Basins {
  readonly descents: readonly DescentFrom[];
  /** From the lowest error up. A start so far out that its steps are too large goes away, and belongs to none. */
  readonly basins: readonly Basin[];
}

/**
 * E(w) = w^4/4 + w^3/3 - w^2, whose derivative is w (w + 2) (w - 1): minima at -2 (E = -8/3, the lowest place of all) and at
 * 1 (E = -5/12, a local optimum), with a top at 0 between them.
 */
export function errorWithTwoMinima(w: Tensor): Tensor {
  return sub(add(mul(0.25, pow(w, 4)), mul(1 / 3, pow(w, 3))), square(w));
}

/** Descends from each start on the curve of {@link errorWithTwoMinima}, all of them at once. */
export async function descendFrom(
  starts: readonly number[],
  { rho = 0.05, steps = 200 }: Starts = {},
): Promise<Basins> {
  const update = trace({ w: f64(starts.length), rho: f64() }, ({ w, rho }) => {
    const error = errorWithTwoMinima(w);
    return { error, next: sub(w, mul(rho, gradientsOf(sum(error), w))) };
  });
  const program = await compile(update);
  const weights: (readonly number[])[] = [starts];
  const errors: (readonly number[])[] = [];
  for (let step = 0; step <= steps; step++) {
    const found = program.run({ w: weights.at(-1) ?? [], rho });
    errors.push([...found.error.data]);
    if (step < steps) weights.push([...found.next.data]);
  }
  const along = (rows: readonly (readonly number[])[], at: number): readonly number[] =>
    rows.map((row) => row[at] ?? Number.NaN);
  const descents = starts.map((start, at): DescentFrom => {
    const path = along(weights, at);
    return { start, weights: path, errors: along(errors, at), end: path.at(-1) ?? start };
  });
  return { descents, basins: basinsOf(descents) };
}

function basinsOf(descents: readonly DescentFrom[]): readonly Basin[] {
  const basins = new Map<number, Basin>();
  for (const { start, end, errors } of descents.filter((descent) => Number.isFinite(descent.end))) {
    // Without the sign of zero.
    const place = Math.round(end * 1e6) / 1e6 + 0;
    const known = basins.get(place) ?? { end: place, error: errors.at(-1) ?? Number.NaN, starts: [] };
    basins.set(place, { ...known, starts: [...known.starts, start] });
  }
  return [...basins.values()].sort((one, other) => one.error - other.error);
}

/** What {@link learnXor} is given. */
export interface XorTraining {
  /** How many starts. Default: 100. */
  readonly starts?: number;
  /** Neurons in the hidden layer. Default: 2. */
  readonly hidden?: number;
  /** Updates. Default: 2000. */
  readonly steps?: number;
  /** The learning rate. Default: 0.2. */
  readonly rho?: number;
  /** How far the first weights are spread; 0 makes all of them 0. Default: 1. */
  readonly spread?: number;
  /** Decides the first weights. Default: 0. */
  readonly seed?: number;
}

/** What {@link learnXor} finds. Plain data. */
export interface XorLearned {
  /** The error where each start ended: 1/2 for a network that says the same whatever it is given, 0 for one that has learned. */
  readonly errors: readonly number[];
  /** How many starts ended below an error of 0.01. */
  readonly solved: number;
}

const [rows, columns] = [4, 2] as const;
const inputs = [
  [-1, -1],
  [-1, 1],
  [1, -1],
  [1, 1],
];
const targets = [[-1], [1], [1], [-1]];

/**
 * Trains networks of one hidden layer of tanh on XOR by gradient descent, from as many starts, side by side. The error is half
 * the mean square over the four cases.
 */
export async function learnXor(training: XorTraining = {}): Promise<XorLearned> {
  const { starts = 100, hidden = 2, steps = 2000, rho = 0.2, spread = 1, seed = 0 } = training;
  const types = { first: f32(columns, hidden), firstBias: f32(hidden), second: f32(hidden, 1), secondBias: f32(1) };
  const one = trace(
    { weights: types, x: f32(rows, columns), y: f32(rows, 1), rho: f32() },
    ({ weights, x, y, rho: rate }) => {
      const { first, firstBias, second, secondBias } = weights;
      const outputs = add(matmul(tanh(add(matmul(x, first), firstBias)), second), secondBias);
      const error = mul(sum(square(sub(outputs, y))), 0.5 / rows);
      const slopes = gradientsOf(error, weights);
      return {
        error,
        weights: {
          first: sub(first, mul(rate, slopes.first)),
          firstBias: sub(firstBias, mul(rate, slopes.firstBias)),
          second: sub(second, mul(rate, slopes.second)),
          secondBias: sub(secondBias, mul(rate, slopes.secondBias)),
        },
      };
    },
  );
  const program = await compile(vmap(one, starts, { shared: ["x", "y", "rho"] }), { state: ["weights"] });
  program.store.write({ weights: await firstWeights({ starts, hidden, spread, seed }) });
  let errors: readonly number[] = [];
  for (let step = 0; step <= steps; step++) {
    errors = [...program.run({ x: inputs, y: targets, rho }).error.data];
  }
  return { errors, solved: errors.filter((error) => error < 0.01).length };
}

async function firstWeights({ starts, hidden, spread, seed }: Required<Omit<XorTraining, "steps" | "rho">>) {
  const drawn = trace({ key: i32(2) }, ({ key }) => {
    const weights = (at: number, ...shape: readonly number[]) => normal(foldIn(key, at), [starts, ...shape], 0, spread);
    return {
      first: weights(0, columns, hidden),
      firstBias: weights(1, hidden),
      second: weights(2, hidden, 1),
      secondBias: weights(3, 1),
    };
  });
  return (await compile(drawn)).run({ key: [0, seed] });
}
