/** What pages show of real runs: events, operators at work, what layers cost. */
import { describe, expect, it } from "vitest";
import { drawnOperators, marblesOf } from "../src/figures/marbles.ts";
import { countedLayers, layerCost } from "../src/figures/layer-costs.ts";
import { recordedEvent, recordedEvents } from "../src/figures/recorded-events.ts";

const json = (page: string): Readonly<Record<string, unknown>> => {
  const [, text = "{}"] = /```json\n([\s\S]*?)\n```/.exec(page) ?? [];
  return JSON.parse(text) as Readonly<Record<string, unknown>>;
};

describe("a recorded event", () => {
  it.each(recordedEvents)("%s is one, without a place of the machine", async (name) => {
    const page = (await recordedEvent(name)) ?? "";
    expect(json(page)).toMatchObject({ runId: expect.any(String) as string, type: expect.any(String) as string });
    expect(page).not.toMatch(/"\/|file:/);
  });

  it("has what a run has told", async () => {
    expect(json((await recordedEvent("NonFiniteEvent")) ?? "")).toMatchObject({ value: "loss", found: "Infinity" });
    expect(json((await recordedEvent("ConfigurationChangedEvent")) ?? "")["changes"]).toEqual([
      { name: "epochs", before: 2, now: 3, counts: "now" },
    ]);
    expect(await recordedEvent("TrainEvent")).toBeNull();
  });
});

/** The marbles of a picture: those of the run, and those of the operator. */
function marbles(page: string): readonly string[] {
  const found = [...page.matchAll(/<title>([^<]*)<\/title><circle [^>]*cy="(\d+)"/g)];
  return ["24", "84"].map((row) => found.flatMap(([, kind = "", y]) => (y === row ? [kind] : [])).join(" "));
}

describe("an operator at work", () => {
  it.each([
    ["ofType", /^(epochCompleted ?){3}$/],
    ["movingAverage", /^(a mean ?){6}$/],
    ["earlyStopping", / stopped$/],
    ["stopOnNonFinite", / nonFinite stopped$/],
    ["reduceOnPlateau", /learningRateChanged/],
    ["checkpointTo", /checkpointSaved/],
    ["vanishingGradients", /^vanishing gradients/],
    ["explodingGradients", /^exploding gradients/],
    ["sampleSteps", /^started epochStarted step/],
  ])("%s gives what it says", async (name, below) => {
    expect(drawnOperators).toContain(name);
    const [above = "", told = ""] = marbles((await marblesOf(name)) ?? "");
    expect(above).toMatch(/^started epochStarted step/);
    expect(told).toMatch(below);
  });
});

describe("what a layer costs", () => {
  it.each([
    ["dense", "100,480", "200,832"],
    ["conv2d", "4,640", "6,251,648"],
    ["flatten", "0", "0"],
  ])("%s has %s parameters and %s FLOPs", async (name, parameters, flops) => {
    expect(countedLayers).toContain(name);
    const cells = (await layerCost(name))
      ?.split("\n")
      .findLast((line) => line.startsWith("| `"))
      ?.split(" | ");
    expect(cells?.slice(1, 3)).toEqual([parameters, flops]);
  });
});
