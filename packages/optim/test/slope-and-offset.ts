/** A line of a slope and an offset, trained by any optimizer, with parameters of any names. */
import { f32, full, hostTensor, type Tensor, type TensorTree, type Backend } from "@rensa/core";
import { add, meanSquaredError, mul } from "@rensa/ops";
import { createEngine } from "rensa";
import { expect } from "vitest";
import { createTrainer, type TrainConfig, type Trainer, type Transform } from "../src/index.ts";

const batch = { inputs: hostTensor([1, 2, 3, 4]), targets: hostTensor([2, 3, 5, 9]) };

interface SlopeTrainings {
  /** A training whose slope and offset are parameters of a tree that a test makes. */
  configOf(
    this: void,
    optimizer: Transform,
    tree: (slope: Tensor, offset: Tensor) => TensorTree,
    leaves: (tree: never) => readonly [Tensor, Tensor],
  ): TrainConfig;
  /** One whose parameters are `slope` and `offset`. */
  plain(this: void, optimizer: Transform): TrainConfig;
}

/** Trainings on a backend, with so many steps under way. */
export function slopeTrainings(backend: () => Backend, stepsInFlight: number): SlopeTrainings {
  function configOf(
    optimizer: Transform,
    tree: (slope: Tensor, offset: Tensor) => TensorTree,
    leaves: (tree: never) => readonly [Tensor, Tensor],
  ): TrainConfig {
    return {
      model: {
        initialize: () => tree(full([], 0.5), full([], 0.25)),
        apply: (parameters, x) => {
          const [slope, offset] = leaves(parameters as never);
          return add(mul(x, slope), offset);
        },
      },
      loss: meanSquaredError,
      optimizer,
      data: { inputs: f32(4), targets: f32(4), batchesPerEpoch: 3, batches: () => [batch, batch, batch] },
      epochs: 2,
      engine: createEngine({ backend: backend() }),
      stepsInFlight,
    };
  }

  const plain = (optimizer: Transform): TrainConfig =>
    configOf(
      optimizer,
      (slope, offset) => ({ slope, offset }),
      ({ slope, offset }: { slope: Tensor; offset: Tensor }) => [slope, offset],
    );

  return { configOf, plain };
}

/** The parameters of a trainer, which are numbers. */
export const values = async (trainer: Trainer): Promise<readonly number[]> =>
  [...(await trainer.readParameters()).values()].map(({ data }) => data[0]!);

/** A trainer whose run is over. */
export async function trained(config: TrainConfig): Promise<Trainer> {
  const trainer = createTrainer(config);
  await trainer.start();
  expect(trainer.state.status).toBe("finished");
  return trainer;
}

/** What a run fails with. */
export async function failureOf(trainer: Trainer): Promise<{ readonly code: string; readonly message: string } | null> {
  let found: { readonly code: string; readonly message: string } | null = null;
  trainer.events$.subscribe((event) => {
    if (event.type === "failed") found = event.error;
  });
  await trainer.start().catch(() => undefined);
  return found;
}
