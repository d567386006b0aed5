/** The checks of backends see what is wrong with one: JavaScript, of which some results are spoiled. */
import { jsBackend } from "@rensa/backend-js";
import { defineOp, sampleTensor, type HostTensor, type OpSamples, type Tensor } from "@rensa/core";
import { mul } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { checkBackend, findingText, Subject, type BackendGroup } from "../src/index.ts";
import { backendWith, put, plus, values, right } from "./spoiled-backends.ts";
import { plantedBackends } from "./planted-in-backends.ts";

const square = defineOp({ name: "square_plus", inputs: ["x", "y"], forward: { scalar: ([x, y]) => x.mul(x).add(y) } });

const sampleOf = (name: string, ...inputs: readonly HostTensor[]) => ({
  name,
  inputs,
  apply: (x: Tensor, y: Tensor) => mul(square(x, y), 2),
});

const samples: OpSamples = {
  op: square,
  samples: [
    sampleOf("eight", sampleTensor([8], 1, 2), sampleTensor([8], 1, 2)),
    sampleOf("seven", sampleTensor([7], 1, 2), sampleTensor([7], 1, 2)),
    sampleOf("a row", sampleTensor([2, 4], 1, 2), sampleTensor([4], 1, 2)),
    sampleOf("nothing", sampleTensor([0], 1, 2), sampleTensor([0], 1, 2)),
  ],
  reference: (x, y) => 2 * (x * x + y),
};

async function findingsOf(groups: readonly BackendGroup[]) {
  const findings = [];
  for (const sample of samples.samples) findings.push(...(await checkBackend(new Subject(samples, sample), groups)));
  return findings;
}

describe("the checks of backends", () => {
  it.each(plantedBackends)("see that $mistake: $seenBy", async ({ backends, seenBy, inSamples }) => {
    const findings = await findingsOf([{ name: "planted", backends }]);
    const names = [...new Set(findings.map(({ check }) => check))].sort();
    expect(names, findings.map(findingText).join("\n")).toEqual(seenBy);
    for (const { sample, found, expected } of findings) {
      expect(found).not.toBe(expected);
      if (inSamples !== undefined) expect(inSamples).toContain(sample);
    }
  });

  it("find nothing in JavaScript, emitted and interpreted, with any number of threads", async () => {
    const backends = [1, 2, 3].map((threads) => backendWith(() => undefined, threads));
    const groups = [
      { name: "emitted", backends },
      { name: "interpreted", backends: [jsBackend({ mode: "interpret" })] },
    ];
    expect((await findingsOf(groups)).map(findingText)).toEqual([]);
  });

  it("see that one group of several is empty", async () => {
    const findings = await findingsOf([
      { name: "good", backends: [right] },
      { name: "none", backends: [] },
    ]);
    expect(new Set(findings.map(({ where }) => where))).toEqual(new Set(["the backends"]));
  });

  it("see that there is no group", async () => {
    const findings = await findingsOf([]);
    expect(new Set(findings.map(({ check }) => check))).toEqual(new Set(["backend"]));
  });

  it("say which group, with how many threads, is wrong in what", async () => {
    const wrong = backendWith(
      values((result) => put(result, 5, plus(1e-3))),
      2,
    );
    const findings = await findingsOf([
      { name: "good", backends: [right] },
      { name: "bad", backends: [right, wrong] },
    ]);
    expect(findings[0]?.where).toBe("element 5 of the values, bad, 2 threads against 1");
  });
});
