/** describeBackend: the tests that every backend passes on an op, made from the op's samples. */
import { checkParts, checkKind } from "@rensa/core";
import type { OpSamples } from "@rensa/core";
import { describe, expect, it } from "vitest";
import { checkBackend, type BackendGroup } from "./check-backend.ts";
import { checkStorage } from "./check-storage.ts";
import { itFindsNothing } from "./it-finds-nothing.ts";
import { Subject } from "./subject.ts";

/** Groups whose stores are described, as many ops are described on one. */
const known = new WeakSet<BackendGroup>();

/**
 * Describes backends by an op's samples, as vitest tests: values and gradients against the float64 oracle, in both
 * precisions, values for inputs of other dtypes, the same bits in every run and within a group. Where a group is described
 * for the first time, its stores are, too (`checkStorage`).
 *
 * @param samples - The op's samples.
 * @param groups - Backends, in groups whose members must agree to the bit.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { describeBackend } from "@rensa/conformance";
 *
 * console.log(typeof describeBackend); // "function"
 * ```
 */
export function describeBackend(samples: OpSamples, groups: readonly BackendGroup[]): void {
  checkParts("describeBackend: the samples", samples, "op", "samples");
  checkKind("describeBackend: the groups", groups, "list");
  describe(samples.op.definition.name, () => {
    it("has samples, and backends to run them on", () => {
      expect([samples.samples.length > 0, groups.length > 0]).toEqual([true, true]);
    });
    for (const group of groups) {
      if (known.has(group)) continue;
      known.add(group);
      itFindsNothing(`runs on backends that keep state, and do things in their order (${group.name})`, () =>
        checkStorage([group]),
      );
    }
    for (const sample of samples.samples) {
      const subject = new Subject(samples, sample);
      for (const group of groups) {
        itFindsNothing(`of ${sample.name} has the values and gradients of the oracle (${group.name})`, () =>
          checkBackend(subject, [group]),
        );
      }
    }
  });
}
