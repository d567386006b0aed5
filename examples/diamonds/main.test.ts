/** The job, run as a user runs it; what it says of its predictions is computed again by hand. */
import { ofType } from "@rensa/optim";
import { createEngine } from "rensa";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { fitBaseline } from "./baseline.ts";
import { readDiamonds } from "./diamonds.ts";
import { evaluate, predictionsOf } from "./evaluate.ts";
import { trainerOf } from "./train.ts";

interface Scores {
  readonly r2: number;
  readonly rootMeanSquaredError: number;
}

interface Line {
  readonly type: string;
  readonly loss?: number;
}

interface Summary extends Line {
  readonly sizes: { readonly train: number; readonly validation: number; readonly test: number };
  readonly baseline: Scores;
  readonly network: Scores;
  readonly predictions: readonly number[];
  readonly prices: readonly number[];
}

const place = {
  cwd: fileURLToPath(new URL(".", import.meta.url)),
  command: (...parameters: readonly string[]) => [
    "--import",
    "tsx",
    fileURLToPath(new URL("main.ts", import.meta.url)),
    ...parameters,
  ],
};

function run(...parameters: readonly string[]): { readonly status: number | null; readonly text: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, place.command(...parameters), {
    cwd: place.cwd,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  return { status, text: stdout + stderr };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const meanSquare = (values: readonly number[]): number => mean(values.map((value) => value ** 2));

describe("the diamonds job", () => {
  let parts: Awaited<ReturnType<typeof readDiamonds>>;
  let status: number | null;
  let lines: readonly Line[];
  let summary: Summary;

  beforeAll(async () => {
    const ran = run("--json", "--epochs", "1", "--seed", "3");
    status = ran.status;
    const texts = ran.text.trim().split("\n");
    lines = texts.map((line) => JSON.parse(line) as Line);
    summary = JSON.parse(texts.at(-1) ?? "") as Summary;
    parts = await readDiamonds();
  });

  it("beats the linear model on diamonds that neither has seen", () => {
    expect(status).toBe(0);
    expect(summary.sizes).toEqual({ train: 43_134, validation: 5392, test: 5391 });
    expect(parts.leftOut).toBe(23);
    expect(summary.baseline.r2).toBeGreaterThan(0.9);
    expect(summary.network.r2).toBeGreaterThan(summary.baseline.r2 + 0.02);
    expect(summary.network.rootMeanSquaredError).toBeLessThan(0.8 * summary.baseline.rootMeanSquaredError);
  });

  it("gives the scores that its predictions have, in dollars", () => {
    const { predictions, prices, network } = summary;
    expect(predictions).toHaveLength(summary.sizes.test);
    expect(prices.every((price, row) => price === parts.test.at(row).targets.data[0])).toBe(true);
    const residual = meanSquare(predictions.map((prediction, row) => prediction - (prices[row] ?? 0)));
    const average = mean(prices);
    const variance = meanSquare(prices.map((price) => price - average));
    expect(network.rootMeanSquaredError).toBeCloseTo(Math.sqrt(residual), 8);
    expect(network.r2).toBeCloseTo(1 - residual / variance, 10);
  });

  it("gives the same predictions for the same seed, of the parameters that were validated", async () => {
    const engine = createEngine();
    const { network, trainer } = trainerOf(parts, { epochs: 1, seed: 3, engine });
    const validated: number[] = [];
    trainer.events$.pipe(ofType("validated")).subscribe(({ metrics }) => validated.push(metrics["dollars"] ?? 0));
    await trainer.start();
    const trained = predictionsOf(network, await trainer.readParameters());
    const { predictions } = await evaluate(trained, parts.test, engine);
    expect(predictions).toEqual(summary.predictions);
    const { rootMeanSquaredError } = await evaluate(trained, parts.validation, engine);
    expect(validated).toHaveLength(1);
    // Another program, which rounds elsewhere.
    expect(rootMeanSquaredError).toBeCloseTo(validated[0] ?? 0, 3);
  });

  it("has a baseline whose errors on the training part are orthogonal to what it knows", async () => {
    const engine = createEngine();
    const { predictions, prices } = await evaluate(await fitBaseline(parts.train, engine), parts.train, engine);
    const errors = predictions.map((prediction, row) => prediction - (prices[row] ?? 0));
    expect(Math.abs(mean(errors))).toBeLessThan(1e-6);
    const carat = errors.map((error, row) => error * (parts.train.at(row).inputs.numbers.data[0] ?? 0));
    expect(Math.abs(mean(carat))).toBeLessThan(1e-6);
  });

  it("stops cleanly when it is interrupted, and starts otherwise with another seed", async () => {
    const job = spawn(process.execPath, place.command("--json", "--seed", "4"), {
      cwd: place.cwd,
      stdio: ["ignore", "pipe", "ignore"],
    });
    const ended = once(job, "exit");
    const found: Line[] = [];
    for await (const text of createInterface({ input: job.stdout })) {
      const line = JSON.parse(text) as Line;
      if (line.type === "step" && !found.some(({ type }) => type === "step")) job.kill("SIGINT");
      found.push(line);
    }
    expect(found.at(-1)?.type).toBe("stopped");
    expect(await ended).toEqual([130, null]);
    const firstLoss = (all: readonly Line[]) => all.find(({ type }) => type === "step")?.loss;
    expect(firstLoss(lines)).toBeGreaterThan(0);
    expect(firstLoss(found)).toBeGreaterThan(0);
    expect(firstLoss(found)).not.toBe(firstLoss(lines));
  });

  it("explains itself", () => {
    const { status, text } = run("--help");
    expect(status).toBe(0);
    for (const option of ["--epochs", "--seed", "--backend", "--json"]) expect(text).toContain(option);
  });
});
