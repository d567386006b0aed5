/** Findings: what a check saw that is wrong, as data. Tests, reports and pages only show them. */
import { checkParts, type OpSample, type OpSamples } from "@rensa/core";
import { differenceText, type Difference } from "@rensa/core/compiler";

/** One thing that is wrong. */
export interface Finding {
  /** The name of the check that saw it. */
  readonly check: string;
  /** The name of the op. */
  readonly op: string;
  /** The name of the sample; empty where it is about the op. */
  readonly sample: string;
  /** What was looked at, as the subject of a sentence: `element 3 of the gradient by input 0`. */
  readonly where: string;
  /** Empty where `found` is the rest of the sentence. */
  readonly expected: string;
  readonly found: string;
}

/** What a finding is about. */
export type Place = Pick<Finding, "check" | "op" | "sample">;

/**
 * The place of a check of a sample.
 *
 * @param check - The check's name.
 * @param opSamples - The op's samples.
 * @param sample - The sample.
 *
 * @example
 * ```ts
 * import { placeOf } from "@rensa/conformance/finding";
 * import { exp } from "@rensa/ops";
 *
 * console.log(placeOf("expected", { op: exp, samples: [] }, { name: "a vector" })); // { check: "expected", op: "exp", sample: "a vector" }
 * ```
 */
export function placeOf(check: string, { op }: OpSamples, sample?: Pick<OpSample, "name">): Place {
  return { check, op: op.definition.name, sample: sample?.name ?? "" };
}

/**
 * A difference that a check saw; none where there is none.
 *
 * @param place - What was checked, and on which sample.
 * @param differences - What was seen; `null` where nothing was.
 *
 * @example
 * ```ts
 * import { findingsOf } from "@rensa/conformance/finding";
 *
 * const place = { check: "expected", op: "cube", sample: "a vector" };
 * console.log(findingsOf(place, null).length, findingsOf(place, { where: "element 2", expected: "8", found: "9" }).length); // 0 1
 * ```
 */
export function findingsOf(place: Place, ...differences: readonly (Difference | null)[]): readonly Finding[] {
  return differences.flatMap((different) => (different === null ? [] : [{ ...place, ...different }]));
}

/**
 * The same difference, of something.
 *
 * @param what - What is compared.
 * @param different - The difference, if there is one.
 *
 * @example
 * ```ts
 * import { about } from "@rensa/conformance/finding";
 *
 * console.log(about("the gradient", { where: "element 2", expected: "8", found: "9" })?.where); // "element 2 of the gradient"
 * ```
 */
export function about(what: string, different: Difference | null): Difference | null {
  return different === null ? null : { ...different, where: `${different.where} of ${what}` };
}

/**
 * What a check found; an error that it throws is a finding too.
 *
 * @param place - What is checked, and on which sample.
 * @param run - Makes the check.
 *
 * @example
 * ```ts
 * import { attempt } from "@rensa/conformance/finding";
 *
 * const place = { check: "expected", op: "cube", sample: "a vector" };
 * const findings = await attempt(place, () => Promise.reject(new Error("no value")));
 * console.log(findings.map(({ where, expected }) => `${where}: ${expected}`)); // ["the outcome: no error"]
 * ```
 */
export async function attempt(place: Place, run: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await run();
  } catch (error) {
    return findingsOf(place, { where: "the outcome", expected: "no error", found: errorText(error) });
  }
}

/**
 * A finding as a sentence.
 *
 * @param finding - The finding.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { findingText } from "@rensa/conformance";
 *
 * const place = { check: "expected", op: "cube", sample: "a vector" };
 * console.log(findingText({ ...place, where: "element 2", expected: "8", found: "8.1" }));
 * // "cube of a vector, expected: element 2 is 8.1 instead of 8"
 * ```
 */
export function findingText(finding: Finding): string {
  checkParts("findingText: the finding", finding, "check", "op", "sample", "where", "expected", "found");
  const { check, op, sample, ...different } = finding;
  const text = different.expected === "" ? `${different.where} ${different.found}.` : differenceText(different);
  return `${op}${sample === "" ? "" : ` of ${sample}`}, ${check}: ${text}`;
}

/**
 * An error with its stack.
 *
 * @param error - What was thrown.
 *
 * @example
 * ```ts
 * import { errorText } from "@rensa/conformance/finding";
 *
 * console.log(errorText(new Error("no value")).split("\n")[0], errorText("thrown")); // "Error: no value" "thrown"
 * ```
 */
export function errorText(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
