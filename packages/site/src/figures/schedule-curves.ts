/** Schedules drawn: the rate at each step of an example. */
import {
  constantRate,
  cosine,
  cosineWithRestarts,
  exponentialDecay,
  inverseSquareRoot,
  inverseTime,
  joinSchedules,
  linear,
  multiStepDecay,
  oneCycle,
  piecewise,
  polynomialDecay,
  sampleSchedule,
  stepDecay,
  warmUp,
  type Schedule,
} from "@rensa/optim";
import { plotCurves } from "../ops/plot.ts";
import { inlineCode } from "../reference/markdown.ts";
import { callsWrittenIn } from "../written-calls.ts";

/** How many steps are drawn. */
const steps = 200;

const examples: Readonly<Record<string, () => Schedule>> = {
  constantRate: () => constantRate(0.5),
  cosine: () => cosine({ peak: 1, steps: 200, warmUp: 20 }),
  cosineWithRestarts: () => cosineWithRestarts({ peak: 1, steps: 50, factor: 2 }),
  exponentialDecay: () => exponentialDecay({ start: 1, factor: 0.5, every: 50 }),
  inverseSquareRoot: () => inverseSquareRoot({ peak: 1, warmUp: 30 }),
  inverseTime: () => inverseTime({ start: 1, decay: 0.02 }),
  joinSchedules: () => joinSchedules([constantRate(1), cosine({ peak: 0.5, steps: 100 })], [80]),
  linear: () => linear({ start: 1, steps: 150 }),
  multiStepDecay: () => multiStepDecay({ start: 1, boundaries: [80, 140] }),
  oneCycle: () => oneCycle({ peak: 1, steps: 200 }),
  piecewise: () => piecewise([1, 0.4, 0.1], [60, 140]),
  polynomialDecay: () => polynomialDecay({ start: 1, steps: 180, power: 2 }),
  stepDecay: () => stepDecay({ start: 1, every: 40 }),
  warmUp: () => warmUp(exponentialDecay({ start: 1, factor: 0.99 }), 50),
};

/** The curve of a schedule, with the call that it is of; `null` for what is none. */
export async function scheduleCurve(name: string): Promise<string | null> {
  const make = examples[name];
  if (make === undefined) return null;
  const values = Array.from(await sampleSchedule(make(), steps));
  const places = values.map((_, step) => step);
  const picture = plotCurves(`The rate of ${name}`, places, [{ label: "rate", className: "value", values }]);
  return `\n<figure>${picture}</figure>\n\nThe first ${String(steps)} steps of ${inlineCode(calls.get(name)?.text ?? "")}.\n`;
}

const calls = callsWrittenIn(new URL(import.meta.url));

/** The schedules that are drawn. */
export const drawnSchedules: readonly string[] = Object.keys(examples);
