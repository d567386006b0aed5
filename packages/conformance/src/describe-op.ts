/** describeOp: the tests that every op passes, made from its samples. */
import { checkParts } from "@rensa/core";
import type { OpSamples } from "@rensa/core";
import { describe, expect, it } from "vitest";
import { askCheck } from "./checks/check.ts";
import { findingText } from "./finding.ts";
import { checkCoverage, checkError, opChecks } from "./op-checks.ts";
import { Subject } from "./subject.ts";

/**
 * Describes an op by its samples, as vitest tests: one for each of {@link opChecks} that has something to say of a
 * sample. These find its types, its values against what is written down, against references and the float64 oracle, its
 * derivatives against finite differences to the second order, `vmap` against a loop, `jvp` against `vjp`, emitted
 * against interpreted, fused against not, runs against each other, the printed form and JSON of its graph, its errors.
 *
 * @example
 * ```ts
 * import { describeOp } from "@rensa/conformance";
 * import { defineOp, sampleTensor } from "@rensa/core";
 *
 * const cube = defineOp({ name: "cube", forward: { scalar: ([x]) => x.mul(x).mul(x) } });
 * describeOp({
 *   op: cube,
 *   samples: [{ name: "a vector", inputs: [sampleTensor([3])], apply: (x) => cube(x) }],
 *   reference: (x) => x ** 3,
 * });
 * ```
 */
export function describeOp(samples: OpSamples): void {
  checkParts("describeOp: the samples", samples, "op", "samples");
  describe(samples.op.definition.name, () => {
    it("has samples, each with a name of its own", () => {
      expect(checkCoverage(samples).map(findingText)).toEqual([]);
    });
    for (const sample of samples.samples) {
      describe(`of ${sample.name}`, () => {
        const subject = new Subject(samples, sample);
        for (const check of opChecks) {
          if (silent(() => check.skip(subject))) continue;
          it(check.claim, async () => {
            expect((await askCheck(check, subject)).map(findingText)).toEqual([]);
          });
        }
      });
    }
    for (const error of samples.errors ?? []) {
      it(`refuses ${error.name} with ${error.code} and the line of the call`, () => {
        expect(checkError(samples, error).map(findingText)).toEqual([]);
      });
    }
  });
}

/** Whether a check has nothing to say; one that cannot even tell is asked, and fails then. */
function silent(skip: () => string | null): boolean {
  try {
    return skip() !== null;
  } catch {
    return false;
  }
}
