/** A few random graphs for every oracle, the same each time, and all that were once refused. `npm run fuzz` asks more. */
import { afterAll, describe, expect, it } from "vitest";
import { Builder } from "../src/generate/build.ts";
import { sampleGenerators } from "../src/generate/samples.ts";
import { families, tableOf } from "../src/generate/table.ts";
import { oracles } from "../src/oracles/all.ts";
import { closeBackends, Context, makeBackends } from "../src/oracles/oracle.ts";
import { ask, describeFailure } from "../src/run/campaign.ts";
import { regressions } from "./regressions.ts";

// Cases by hand-written generators alone do not change when an op gets a sample.
const general = tableOf(families.flat());
const sampled = regressions.flatMap(({ case: { steps } }) =>
  steps.flatMap(([name]) => /^sample (\w+)/.exec(name)?.[1] ?? []),
);
const table = tableOf([...families.flat(), ...(await sampleGenerators(new Set(sampled)))]);
const backends = makeBackends();
const context = new Context(new Builder(table), backends);
afterAll(() => closeBackends(backends));

const runs = 15;

describe("a random graph", () => {
  for (const [at, oracle] of oracles.entries()) {
    it(`keeps the promise that ${oracle.claim} (${oracle.name})`, async () => {
      const { judged, failure } = await ask(oracle, general, context, { seed: 1000 + at, runs });
      expect(failure === null ? "" : describeFailure(failure, context)).toBe("");
      expect(judged).toBeGreaterThan(runs / 2);
    });
  }
});

describe("what was refused once:", () => {
  for (const { name, oracle, case: one } of regressions) {
    it(name, async () => {
      const judge = oracles.find((each) => each.name === oracle);
      await judge?.check(one, context);
      expect(judge).toBeDefined();
    });
  }
});
