/** Optimizers on a valley: where each goes from one start, beside the lines of equal height. */
import { jsBackend } from "@rensa/backend-js";
import { compile, constant, createStore, f32, hostTensor, i32, trace, type Tensor } from "@rensa/core";
import { mul, square, sum } from "@rensa/ops";
import {
  adadelta,
  adagrad,
  adam,
  adamax,
  adamw,
  lamb,
  lbfgs,
  lion,
  nadam,
  radam,
  rmsprop,
  sgd,
  trainStep,
  type Transform,
} from "@rensa/optim";
import { inlineCode } from "../reference/markdown.ts";
import { callsWrittenIn } from "../written-calls.ts";

const examples: Readonly<Record<string, () => Transform>> = {
  adadelta: () => adadelta(8),
  adagrad: () => adagrad(0.5),
  adam: () => adam(0.15),
  adamax: () => adamax(0.15),
  adamw: () => adamw(0.15),
  lamb: () => lamb(0.08),
  lbfgs: () => lbfgs(0.5),
  lion: () => lion(0.06),
  nadam: () => nadam(0.15),
  radam: () => radam(0.3),
  rmsprop: () => rmsprop(0.06),
  sgd: () => sgd(0.08, { momentum: 0.7 }),
};

const calls = callsWrittenIn(new URL(import.meta.url));

/** The optimizers that are drawn. */
export const drawnOptimizers: readonly string[] = Object.keys(examples);

type Places = readonly (readonly [number, number])[];

const steps = 60;

/** The way of an optimizer through the valley, with the call that makes it; `null` for what is none. */
export async function valleyPicture(name: string): Promise<string | null> {
  const make = examples[name];
  if (make === undefined) return null;
  const picture = drawValley(name, await wayThrough(make()));
  return `\n<figure>${picture}</figure>\n\n${String(steps)} steps of ${inlineCode(calls.get(name)?.text ?? "")} on E = (x² + 12 y²) / 2.\n`;
}

/** A place on the ground is all that the model has; the data say nothing. */
const model = {
  initialize: () => ({ place: constant(hostTensor([-2, 1.2])) }),
  apply: ({ place }: { readonly place: Tensor }) => place,
};

/** Steep across, flat along. */
function heightAt(place: Tensor): Tensor {
  return mul(0.5, sum(mul(square(place), constant(hostTensor([1, 12])))));
}

async function wayThrough(optimizer: Transform): Promise<Places> {
  const { initialize, step } = trainStep(model, heightAt, optimizer);
  const backend = jsBackend();
  const store = await createStore(initialize, { backend, seed: 0 });
  const program = await compile(
    trace({ ...store.types, nothing: f32(), key: i32(2) }, ({ nothing, key, ...before }) => {
      const { state, loss } = step(before, { inputs: nothing, targets: nothing, key });
      return { ...state, loss };
    }),
    { backend, state: store },
  );
  const way: (readonly [number, number])[] = [];
  for (let count = 0; count <= steps; count++) {
    const { data } = store.readNow("parameters").place;
    way.push([data[0] ?? Number.NaN, data[1] ?? Number.NaN]);
    program.run({ nothing: 0, key: [0, count] });
  }
  program.release();
  return way;
}

const [width, height, reach] = [420, 240, [2.4, 1.5]] as const;

function drawValley(name: string, way: Places): string {
  const x = (place: number): string => number((place / reach[0] + 1) * (width / 2));
  const y = (place: number): string => number((1 - place / reach[1]) * (height / 2));
  const rings = [0.2, 1, 3, 6, 10].map((energy) => {
    const [across, along] = [Math.sqrt(2 * energy), Math.sqrt((2 * energy) / 12)];
    const size = `rx="${number((across / reach[0]) * (width / 2))}" ry="${number((along / reach[1]) * (height / 2))}"`;
    return `<ellipse class="ring" cx="${x(0)}" cy="${y(0)}" ${size}/>`;
  });
  const points = way.filter((place) => place.every(Number.isFinite)).map(([a, b]) => `${x(a)},${y(b)}`);
  const marks = points.map((point) => {
    const [cx = "", cy = ""] = point.split(",");
    return `<circle class="place" cx="${cx}" cy="${cy}" r="2.5"/>`;
  });
  const line = `<polyline class="way" points="${points.join(" ")}"/>`;
  const box = `viewBox="0 0 ${number(width)} ${number(height)}"`;
  return `<svg class="rensa-plot" ${box} role="img" aria-label="The way of ${name} into a valley">${rings.join("")}${line}${marks.join("")}</svg>`;
}

function number(value: number): string {
  return String(Math.round(value * 10) / 10);
}
