/** What the columns of the support matrix share: running the samples of an op, and summing up what was found. */
import type { OpSample, OpSamples } from "@rensa/core";
import { differenceText } from "@rensa/core/compiler";
import { askCheck, type Check } from "./checks/check.ts";
import { Subject } from "./subject.ts";
import type { Verdict } from "./support-matrix.ts";

/** "yes" where a check finds nothing on any sample, else "no" with what it found first. */
export async function everySample(
  samples: readonly OpSample[],
  check: (sample: OpSample) => Promise<string | null>,
): Promise<Verdict> {
  for (const sample of samples) {
    const found = await check(sample);
    if (found !== null) return `no: of ${sample.name}, ${found}`;
  }
  return "yes";
}

/** What checks say of an op: "no" with their first finding; why none of them speaks of any sample; else "yes". */
export async function verdictOf(samples: OpSamples, checks: readonly Check[]): Promise<Verdict> {
  const subjects = samples.samples.map((sample) => new Subject(samples, sample));
  const reasons = subjects.flatMap((subject) => checks.map((check) => check.skip(subject)));
  if (reasons.every((reason) => reason !== null)) return reasons[0] ?? "it has no samples";
  return await everySample(samples.samples, async (sample) => {
    const subject = subjects.find((each) => each.sample === sample) ?? new Subject(samples, sample);
    for (const check of checks) {
      const [finding] = await askCheck(check, subject);
      if (finding !== undefined) return differenceText(finding);
    }
    return null;
  });
}
