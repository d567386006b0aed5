/** What a peer is to the benchmark: something that builds a workload and runs steps of it. */
import type { Description } from "../workloads/description.ts";

/** Steps that have been run. */
export interface Burst {
  /** Of all steps together. */
  readonly milliseconds: number;
  /** The loss of each step of a training; else samples of the outputs, taken after the clock has stopped. */
  readonly values: readonly number[];
}

/** A workload, built. Later steps go on where earlier ones ended. */
export interface BuiltWorkload {
  run(steps: number): Burst | Promise<Burst>;
  dispose(): void;
}

/** A library. */
export interface Engine {
  /** Its version, and whatever else tells one configuration from another. */
  readonly version: string;
  /** @throws Error Whatever the library throws where it lacks something. */
  build(description: Description): BuiltWorkload | Promise<BuiltWorkload>;
}

/** Runs steps that each give a loss. */
export function timeLosses(steps: number, step: () => number): Burst {
  const values: number[] = [];
  const start = performance.now();
  for (let at = 0; at < steps; at++) values.push(step());
  return { milliseconds: performance.now() - start, values };
}

/** Runs steps whose outputs are looked at only after the last. */
export function timeOutputs(steps: number, step: () => void, outputs: () => readonly number[]): Burst {
  const start = performance.now();
  for (let at = 0; at < steps; at++) step();
  const milliseconds = performance.now() - start;
  return { milliseconds, values: outputs() };
}

/** Gives the elements in turn, for ever. */
export function cycle<T>(elements: readonly T[]): () => T {
  let next = 0;
  return () => {
    const element = elements[next];
    if (element === undefined) throw new RangeError("There are no elements to give.");
    next = (next + 1) % elements.length;
    return element;
  };
}
