/** describeBackend: the tests that every backend passes on an op, made from the op's samples. */
import type { OpSamples } from "@rensa/core";
import { describe, expect, it } from "vitest";
import { checkBackend, type BackendGroup } from "./check-backend.ts";

/**
 * Describes backends by an op's samples, as vitest tests: values and gradients against the float64 oracle, in both
 * precisions, and the same bits within a group.
 *
 * @example
 * ```ts
 * import { describeBackend } from "@rensa/conformance";
 *
 * console.log(typeof describeBackend); // "function"
 * ```
 */
export function describeBackend(samples: OpSamples, groups: readonly BackendGroup[]): void {
  describe(samples.op.definition.name, () => {
    for (const sample of samples.samples) {
      for (const group of groups) {
        it(`of ${sample.name} has the values and gradients of the oracle (${group.name})`, async () => {
          expect(await checkBackend(samples, sample, [group])).toEqual([]);
        });
      }
    }
  });
}
