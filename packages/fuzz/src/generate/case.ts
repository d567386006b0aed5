/**
 * A random graph as data: the shapes of its inputs, and steps that each name a generator and give it numbers to choose
 * by. A number that is left out is 0, so that a case shrinks by losing steps and numbers.
 */
import { sizeOf, type Shape } from "@rensa/core";
import fc from "fast-check";

/** One step: the name of a generator, and the numbers by which it chooses operands and attributes. */
export type Step = readonly [generator: string, ...choices: number[]];

/** A random graph and its data. */
export interface Case {
  /** Of the float inputs. There are indices and a random key beside them. */
  readonly shapes: readonly Shape[];
  readonly steps: readonly Step[];
  /** How many of the last values are results. */
  readonly results: number;
  /** Of the data, and of what an oracle chooses. */
  readonly seed: number;
}

const extents: readonly number[] = [3, 1, 2, 4, 5, 7, 8, 12, 17];
const shape = fc.array(fc.constantFrom(...extents), { maxLength: 4 }).filter((each) => sizeOf(each) <= 300);

/** Cases of steps with the given names; the first are what others shrink to. */
export function cases(names: readonly string[], maxSteps: number): fc.Arbitrary<Case> {
  const isSample = (name: string): boolean => name.startsWith("sample ");
  const [general, samples] = [names.filter((name) => !isSample(name)), names.filter(isSample)];
  // There are many more samples than families written by hand, whose shapes and attributes vary.
  const name = fc.oneof(
    ...[general, samples].flatMap((list, at) =>
      list.length === 0 ? [] : [{ weight: at === 0 ? 3 : 1, arbitrary: fc.constantFrom(...list) }],
    ),
  );
  const step = fc
    .tuple(name, fc.array(fc.nat(60), { maxLength: 8, size: "max" }))
    .map(([generator, choices]): Step => [generator, ...choices]);
  return fc.record({
    shapes: fc.array(shape, { minLength: 1, maxLength: 3 }),
    steps: fc.array(step, { minLength: 1, maxLength: maxSteps, size: "max" }),
    results: fc.integer({ min: 1, max: 3 }),
    seed: fc.nat(10_000),
  });
}

/** A case as one line of JSON, which a regression can hold. */
export function describeCase(one: Case): string {
  const steps = one.steps.map((step) => `\n    ${JSON.stringify(step)}`).join(",");
  return `{\n  "shapes": ${JSON.stringify(one.shapes)},\n  "steps": [${steps}\n  ],\n  "results": ${String(one.results)}, "seed": ${String(one.seed)}\n}`;
}
