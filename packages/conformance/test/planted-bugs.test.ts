/** The checks see what is wrong, each what it is for and nothing else, and nothing in what is right. */
import type { OpSamples } from "@rensa/core";
import { describe, expect, it } from "vitest";
import { askCheck, askChecks, checkCoverage, checkError, findingText, opChecks, type Finding } from "../src/index.ts";
import { spoiledCubes } from "./plant.ts";
import { plantsInOps } from "./planted-in-ops.ts";
import { plantedResiduals } from "./planted-residuals.ts";
import { plantedRules } from "./planted-rules.ts";
import { plantedWays } from "./planted-in-ways.ts";
import { rightOps } from "./right-ops.ts";

async function findingsAbout(samples: OpSamples): Promise<readonly Finding[]> {
  const errors = (samples.errors ?? []).flatMap((error) => checkError(samples, error));
  return [...checkCoverage(samples), ...errors, ...(await askChecks(opChecks, samples))];
}

/** Expects findings of these checks alone, each of which says what it saw. */
function expectFindings(findings: readonly Finding[], seenBy: readonly string[]): void {
  const names = [...new Set(findings.map(({ check }) => check))].sort();
  expect(names, findings.map(findingText).join("\n")).toEqual(seenBy);
  for (const { expected, found, where } of findings) {
    expect(found).not.toBe(expected);
    expect(where).not.toBe("");
  }
}

describe("the checks of an op", () => {
  it.each([...plantsInOps, ...plantedResiduals, ...plantedRules])(
    "see that $mistake: $seenBy",
    async ({ samples, seenBy, inSamples }) => {
      const findings = await findingsAbout(samples);
      expectFindings(findings, seenBy);
      for (const { op, sample } of findings) {
        expect(op).toBe(samples.op.definition.name);
        if (inSamples !== undefined) expect(inSamples).toContain(sample);
      }
    },
  );

  it.each(plantedWays)("see that $mistake: $seenBy", async ({ subject, seenBy }) => {
    const findings: Finding[] = [];
    for (const check of opChecks) findings.push(...(await askCheck(check, subject)));
    expectFindings(findings, seenBy);
  });

  it.each(rightOps)("find nothing in what is right: $op.definition.name", async (samples) => {
    expect((await findingsAbout(samples)).map(findingText)).toEqual([]);
  });

  it("are asked of the samples that are chosen", async () => {
    const wrong = spoiledCubes((_, y) => (y.data[3] = 0));
    expect(await askChecks(opChecks, wrong, [])).toEqual([]);
    expect((await askChecks(opChecks, { ...wrong, samples: [] }, wrong.samples)).map(({ check }) => check)).toContain(
      "reference",
    );
  });

  it("each see something that is planted", () => {
    const seen = new Set(
      [...plantsInOps, ...plantedResiduals, ...plantedRules, ...plantedWays].flatMap(({ seenBy }) => seenBy),
    );
    expect([...opChecks.map(({ name }) => name), "coverage", "errors"].filter((name) => !seen.has(name))).toEqual([]);
  });
});
