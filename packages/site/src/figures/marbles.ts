/** Operators at work: the events of a run above, and below what an operator makes of them, each where it was told. */
import { Dataset } from "@rensa/data";
import { dense, sequential } from "@rensa/nn";
import { meanSquaredError, sigmoid } from "@rensa/ops";
import {
  checkpointTo,
  earlyStopping,
  explodingGradients,
  memoryStore,
  movingAverage,
  reduceOnPlateau,
  sampleSteps,
  stopOnNonFinite,
  vanishingGradients,
  type Training,
  type TrainEvent,
} from "@rensa/optim";
import { ofType, sgd, train } from "rensa";
import { lastValueFrom, share, tap, toArray, type Observable } from "rxjs";
import { inlineCode } from "../reference/markdown.ts";
import { callsWrittenIn } from "../written-calls.ts";

type Operator = (events$: Observable<TrainEvent>) => Observable<unknown>;

const operators: Readonly<Record<string, () => Operator>> = {
  checkpointTo: () => checkpointTo(memoryStore()),
  earlyStopping: () => earlyStopping({ patience: 1, minimumDelta: 100 }),
  explodingGradients: () => explodingGradients({ every: 1, patience: 1 }),
  movingAverage: () => movingAverage({ window: 2 }),
  ofType: () => ofType("epochCompleted"),
  reduceOnPlateau: () => reduceOnPlateau({ patience: 0, threshold: 100, thresholdMode: "absolute" }),
  sampleSteps: () => sampleSteps({ milliseconds: 1000 }),
  stopOnNonFinite: () => stopOnNonFinite(),
  vanishingGradients: () => vanishingGradients({ every: 1, patience: 1 }),
};

const data = Dataset.fromArrays({ inputs: [[1], [2]], targets: [[2], [4]], shape: [1], targetShape: [1] }).batch(1);
const deep = sequential(dense(4, 4), sigmoid, dense(4, 4), sigmoid, dense(4, 4), sigmoid);

/** What a run needs so that the operator has something to do. */
function trainingFor(name: string): Training {
  const training = { model: dense(1, 1), loss: meanSquaredError, optimizer: sgd(0.05), data, epochs: 3 };
  if (name === "explodingGradients") return { ...training, optimizer: sgd(1000), epochs: 4 };
  if (name === "stopOnNonFinite") return { ...training, optimizer: sgd(1e30) };
  if (name !== "vanishingGradients") return training;
  return { ...training, model: sequential(dense(1, 4), sigmoid, deep, deep, dense(4, 1)) };
}

/** What was told, and after how many events of the run. */
interface Told {
  readonly at: number;
  readonly value: unknown;
}

async function watch(
  name: string,
  operator: Operator,
): Promise<{ events: readonly TrainEvent[]; told: readonly Told[] }> {
  const events: TrainEvent[] = [];
  const counted$ = train(trainingFor(name)).pipe(
    tap((event) => events.push(event)),
    share(),
  );
  const values$ = operator(counted$).pipe(tap((value) => told.push({ at: events.length - 1, value })));
  const told: Told[] = [];
  await lastValueFrom(values$.pipe(toArray()));
  return { events, told };
}

const calls = callsWrittenIn(new URL(import.meta.url));

/** The operators that are drawn. */
export const drawnOperators: readonly string[] = Object.keys(operators);

/** An operator at work; `null` for what is none. */
export async function marblesOf(name: string): Promise<string | null> {
  const make = operators[name];
  if (make === undefined) return null;
  const { events, told } = await watch(name, make());
  const call = calls.get(name)?.text ?? "";
  const kinds = [...new Set([...events, ...told.map(({ value }) => value)].map(nameOf))];
  const legend = kinds.map((kind) => `${inlineCode(markOf(kind))} ${kind}`).join(", ");
  return `\n<figure>${draw(name, events, told)}</figure>\n\nA run of ${String(new Set(events.map(({ epoch }) => epoch)).size - 1)} epochs of two steps above, as it went, and below what ${inlineCode(call)} gives: ${legend}.\n`;
}

/** What something is called: an event by its kind, what an operator finds by that. */
function nameOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return "value";
  if ("type" in value && typeof value.type === "string") return value.type;
  if ("finding" in value && typeof value.finding === "string") return `${value.finding} gradients`;
  return "a mean";
}

const marks: Readonly<Record<string, string>> = {
  started: "▷",
  epochStarted: "[",
  step: "s",
  epochCompleted: "]",
  learningRateChanged: "ρ",
  gradientHealth: "∇",
  checkpointSaved: "c",
  nonFinite: "∞",
  stopped: "■",
  completed: "✓",
  "a mean": "m",
};

function markOf(kind: string): string {
  return marks[kind] ?? "!";
}

const distance = 30;

function draw(name: string, events: readonly TrainEvent[], told: readonly Told[]): string {
  // What comes at the same moment stands side by side.
  const columns = events.map((_, at) => Math.max(1, told.filter((each) => each.at === at).length));
  const starts = columns.map((_, at) => columns.slice(0, at).reduce((sum, count) => sum + count, 0));
  const x = (column: number): number => 24 + column * distance;
  const width = x(columns.reduce((sum, count) => sum + count, 0)) + 8;
  const line = (y: number): string =>
    `<line class="axis" x1="8" x2="${String(width - 8)}" y1="${String(y)}" y2="${String(y)}"/>`;
  const marble = (value: unknown, column: number, y: number): string => {
    const kind = nameOf(value);
    const place = `${String(x(column))}" `;
    return `<g><title>${kind}</title><circle class="marble" cx="${place}cy="${String(y)}" r="11"/><text x="${place}y="${String(y + 4)}" text-anchor="middle">${markOf(kind)}</text></g>`;
  };
  const above = events.map((event, at) => marble(event, starts[at] ?? 0, 24));
  const below = told.map((each, at) => {
    const before = told.slice(0, at).filter((other) => other.at === each.at).length;
    return marble(each.value, (starts[each.at] ?? 0) + before, 84);
  });
  return `<svg class="rensa-plot rensa-marbles" viewBox="0 0 ${String(width)} 108" style="max-width: ${String(width)}px" role="img" aria-label="Events of a run, and what ${name} makes of them">${line(24)}${line(84)}${above.join("")}${below.join("")}</svg>`;
}
