/** A check as a vitest test. */
import { assert, it } from "vitest";
import { findingText, type Finding } from "./finding.ts";

/** Milliseconds for a test: a busy machine makes it slow, not wrong, and vitest's 5 seconds are short for a rule. */
const patience = 600_000;

/**
 * A test that fails with each finding as a sentence: of a list, what is expected reads "expected [ …(2) ] to deeply equal []"
 * in all reports but the one on the screen.
 */
export function itFindsNothing(claim: string, find: () => readonly Finding[] | Promise<readonly Finding[]>): void {
  it(
    claim,
    async () => {
      const findings = await find();
      if (findings.length > 0) assert.fail(findings.map(findingText).join("\n"));
    },
    patience,
  );
}
