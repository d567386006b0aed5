/**
 * The limit of backpropagation, seen while it happens: a network of ten sigmoid layers whose first layers get next to no
 * gradient, beside the same network with each of three cures.
 */
import type { GradientFinding } from "@rensa/optim";
import { Command, InvalidArgumentError } from "commander";
import { descriptions, kinds, type Kind } from "./model.ts";
import { gradientTable, LiveLines } from "./table.ts";
import { trainNetworks, type Progress } from "./train-networks.ts";

interface Options {
  readonly steps: number;
  readonly seed: number;
  readonly json: boolean;
}

const integerFrom = (least: number) => (text: string) => {
  const value = Number(text);
  if (text.trim() === "" || !Number.isInteger(value) || value < least)
    throw new InvalidArgumentError(`Give an integer from ${String(least)}.`);
  return value;
};

const options = new Command("vanishing")
  .description("Watch the gradients of a deep sigmoid network vanish, and of three others that do not.")
  .option("--steps <count>", "steps that each network is trained", integerFrom(1), 300)
  .option("--seed <number>", "decides the weights and the order of the data", integerFrom(0), 0)
  .option("--json", "print one line of JSON for every finding, and a summary line at the end", false)
  .parse()
  .opts<Options>();

const { stdout } = process;
const stopping = new AbortController();
process.once("SIGINT", () => {
  stopping.abort(new Error("interrupted"));
});

async function main(): Promise<number> {
  const { steps, seed, json } = options;
  const networks = new Map<Kind, Progress>();
  const isLive = !json && stdout.isTTY;
  const live = new LiveLines(stdout);
  if (!json) stdout.write(`${introduction()}\n\n`);
  const ends = await trainNetworks({
    steps,
    seed,
    signal: stopping.signal,
    onProgress: (progress) => {
      networks.set(progress.kind, progress);
      if (isLive) live.draw(gradientTable(networks));
    },
    onFinding: (kind, finding) => {
      if (json) print({ type: "finding", network: kind, ...finding });
      else if (!isLive) stdout.write(`${describe(kind, finding)}\n\n`);
    },
  });
  for (const end of ends) networks.set(end.kind, end);
  if (json) print(summaryOf(ends));
  else {
    const table = gradientTable(networks);
    if (isLive) live.draw(table, true);
    else stdout.write(`${table.join("\n")}\n`);
    stdout.write(`\n${conclusion(ends, isLive)}\n`);
  }
  return stopping.signal.aborted ? 130 : 0;
}

function introduction(): string {
  const lines = kinds.map((kind) => `  ${kind.padEnd(10)} ${descriptions[kind]}`);
  return [
    "Four networks of ten layers learn which of two rings a point is on. The table has the root mean",
    "square of each layer's gradient; every block of a bar is a power of ten.",
    "",
    ...lines,
  ].join("\n");
}

function describe(kind: Kind, { step, explanation, remedies }: GradientFinding): string {
  return [`${kind}, step ${String(step)}: ${explanation}`, ...remedies.map((remedy) => `  - ${remedy}`)].join("\n");
}

/** What was found; the findings themselves where they have not been printed yet. */
function conclusion(ends: readonly Progress[], withFindings: boolean): string {
  const found = ends.filter(({ findings }) => findings.length > 0);
  const silent = ends.filter(({ findings }) => findings.length === 0).map(({ kind }) => kind);
  const texts = withFindings
    ? found.flatMap(({ kind, findings }) => findings.map((finding) => describe(kind, finding)))
    : [];
  const losses = ends.map(({ kind, loss }) => `${kind} ${loss.toFixed(4)}`).join(", ");
  return [
    ...texts.map((text) => `${text}\n`),
    `vanishingGradients spoke of: ${found.map(({ kind }) => kind).join(", ") || "none"}; it was silent about: ${silent.join(", ") || "none"}.`,
    `Losses: ${losses} (0.6931 is what a guess has).`,
  ].join("\n");
}

function summaryOf(ends: readonly Progress[]) {
  const networks = ends.map(({ kind, step, loss, layers, findings }) => ({
    network: kind,
    steps: step,
    loss,
    gradients: Object.fromEntries(layers.map(({ layer, rootMeanSquare }) => [layer, rootMeanSquare])),
    findings: findings.length,
  }));
  return { type: "summary", seed: options.seed, networks };
}

function print(line: object): void {
  stdout.write(`${JSON.stringify(line)}\n`);
}

process.exitCode = await main();
