/** What a check is: a name, the sentence that it tests, and a function that finds what is wrong with a sample. */
import { checkKind, checkParts } from "@rensa/core";
import type { OpSample, OpSamples } from "@rensa/core";
import type { Difference } from "@rensa/core/compiler";
import { attempt, findingsOf, placeOf, type Finding } from "../finding.ts";
import { Subject } from "../subject.ts";

/** What is wrong, and `null` for what is not. @inline */
export type Differences = readonly (Difference | null)[];

/** A check of one sample of an op. */
export interface Check {
  readonly name: string;
  /** What holds where it finds nothing, after "it": `has the values of its reference`. */
  readonly claim: string;
  /** Why it has nothing to say of a sample, `null` where it has. */
  readonly skip: (subject: Subject) => string | null;
  /** What is wrong. */
  readonly differences: (subject: Subject) => Differences | Promise<Differences>;
}

/**
 * Asks a check about a sample.
 *
 * @param check - The check.
 * @param subject - The sample, with the op that it is of.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { askCheck, opChecks, Subject } from "@rensa/conformance";
 * import { sampleTensor, type Tensor } from "@rensa/core";
 * import { exp } from "@rensa/ops";
 *
 * const sample = { name: "a vector", inputs: [sampleTensor([3])], apply: (x: Tensor) => exp(x) };
 * const samples = { op: exp, samples: [sample], reference: Math.exp };
 * const found = await Promise.all(opChecks.map((check) => askCheck(check, new Subject(samples, sample))));
 * console.log(found.flat()); // []
 * ```
 */
export async function askCheck(check: Check, subject: Subject): Promise<readonly Finding[]> {
  checkParts("askCheck: the check", check, "name", "skip", "differences");
  checkParts("askCheck: the subject", subject, "samples", "sample");
  const { samples, sample } = subject;
  const place = placeOf(check.name, samples, sample);
  return await attempt(place, async () =>
    check.skip(subject) === null ? findingsOf(place, ...(await check.differences(subject))) : [],
  );
}

/**
 * Asks checks about all samples, one after the other.
 *
 * @param checks - The checks, in order.
 * @param samples - The op's samples.
 * @param chosen - The samples that are asked about; all where none are given.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { askChecks, opChecks } from "@rensa/conformance";
 * import { sampleTensor, type Tensor } from "@rensa/core";
 * import { exp } from "@rensa/ops";
 *
 * const sample = { name: "a vector", inputs: [sampleTensor([3])], apply: (x: Tensor) => exp(x) };
 * const samples = { op: exp, samples: [sample], reference: Math.exp };
 * console.log(await askChecks(opChecks, samples)); // []
 * ```
 */
export async function askChecks(
  checks: readonly Check[],
  samples: OpSamples,
  chosen?: readonly OpSample[],
): Promise<readonly Finding[]> {
  checkKind("askChecks: the checks", checks, "list");
  checkParts("askChecks: the samples", samples, "op", "samples");
  const all = chosen ?? samples.samples;
  checkKind("askChecks: the chosen samples", all, "list");
  const findings: Finding[] = [];
  for (const sample of all) {
    const subject = new Subject(samples, sample);
    for (const check of checks) findings.push(...(await askCheck(check, subject)));
  }
  return findings;
}

/** A check that speaks of every sample. */
export const always = (): null => null;
