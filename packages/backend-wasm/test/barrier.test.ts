/** The barrier in every order in which threads may run. */
import { expect, it } from "vitest";
import { barrierFunction, sleepFunction } from "../src/threads/barrier.ts";
import { findBarrierFault } from "./barrier-model.ts";

it.each([
  { threads: 2, rounds: 4, spins: 2 },
  { threads: 3, rounds: 2, spins: 1 },
])(
  "$threads threads leave no barrier early and sleep through none, whatever their order",
  ({ threads, rounds, spins }) => {
    const barrier = barrierFunction({ threads, patience: 1, sleep: 1, isLost: 0, spins });
    expect(findBarrierFault({ threads, rounds, barrier, sleep: sleepFunction() })).toBeNull();
  },
);
