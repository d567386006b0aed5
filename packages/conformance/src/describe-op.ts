/** describeOp: the tests that every op passes, made from its samples. */
import { checkParts } from "@rensa/core";
import type { OpSamples } from "@rensa/core";
import { describe } from "vitest";
import { askCheck } from "./checks/check.ts";
import { itFindsNothing } from "./it-finds-nothing.ts";
import { checkCoverage, checkError, opChecks } from "./op-checks.ts";
import { Subject } from "./subject.ts";

/**
 * Describes an op by its samples, as vitest tests: one for each of {@link opChecks} that has something to say of a
 * sample. These find its types, its values against what is written down, against references and the float64 oracle, its
 * derivatives against finite differences to the second order, `vmap` against a loop, `jvp` against `vjp`, emitted
 * against interpreted, fused against not, runs against each other, the printed form and JSON of its graph, its errors.
 *
 * @param samples - The op's samples.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
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
    itFindsNothing("has samples, each with a name of its own", () => checkCoverage(samples));
    for (const sample of samples.samples) {
      describe(`of ${sample.name}`, () => {
        const subject = new Subject(samples, sample);
        for (const check of opChecks) {
          if (silent(() => check.skip(subject))) continue;
          itFindsNothing(check.claim, () => askCheck(check, subject));
        }
      });
    }
    for (const error of samples.errors ?? []) {
      itFindsNothing(`refuses ${error.name} with ${error.code} and the line of the call`, () =>
        checkError(samples, error),
      );
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
