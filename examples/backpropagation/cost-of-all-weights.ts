/** What the gradient by all weights costs, in forward passes: by backpropagation, by differences, and in forward mode. */
import type { ProgramStages } from "@rensa/core";
import { kernelCost } from "@rensa/core/compiler";
import { add, matmul, mean, square, sub, tanh } from "@rensa/ops";
import { compile, createEngine, f32, jsBackend, jvp, sampleTensor, trace, valueAndGrad, type Tensor } from "rensa";

/** How large a network of dense layers is. */
export interface NetworkSize {
  /** Numbers in an example, and neurons in each hidden layer. */
  readonly width: number;
  /** Hidden layers, from 1; the last layer has one neuron. */
  readonly depth: number;
  /** Examples that are computed at once. */
  readonly batch: number;
}

/** What {@link countCost} finds. Operations are additions, multiplications, and functions such as tanh, of one number each. */
export interface Cost {
  /** Numbers in all weights and biases. */
  readonly weights: number;
  /** Operations of one forward pass. */
  readonly forward: number;
  /** Operations of loss and gradient by all weights, as passes of the whole size of `forward`. */
  readonly backpropagation: Passes;
  /** The same by a difference for each weight: a pass with each weight moved, and one where none is. */
  readonly differences: Passes;
  /** The same by forward mode: a run for each weight, which computes how everything changes with it. */
  readonly forwardMode: Passes;
}

/** A cost. */
export interface Passes {
  readonly operations: number;
  /** Operations divided by those of one forward pass. */
  readonly passes: number;
}

type Weights = Readonly<Record<string, Tensor>>;

/** Counts the operations of the programs that the library compiles. Nothing is run. */
export async function countCost(size: NetworkSize): Promise<Cost> {
  const loss = lossOf(size);
  const forward = operationsOf(await compile(loss));
  const along = operationsOf(await compile(jvp(loss, ["weights"])));
  const weights = Object.values(weightShapes(size)).reduce((sum, shape) => sum + sizeOf(shape), 0);
  const cost = (operations: number): Passes => ({ operations, passes: operations / forward });
  return {
    weights,
    forward,
    backpropagation: cost(operationsOf(await compile(valueAndGrad(loss, ["weights"])))),
    differences: cost((weights + 1) * forward),
    forwardMode: cost(weights * along),
  };
}

/** What {@link measureCost} finds. */
export interface MeasuredCost {
  /** Time of loss and gradient by all weights, divided by the time of the loss alone: medians of runs that take turns. */
  readonly ratio: number;
  /** Runs of each. */
  readonly rounds: number;
}

/** Measures the cost of backpropagation on this machine, as a ratio. */
export async function measureCost(size: NetworkSize, rounds = 21): Promise<MeasuredCost> {
  const loss = lossOf(size);
  const forward = await compile(loss);
  const both = await compile(valueAndGrad(loss, ["weights"]));
  const data = dataOf(size);
  const times = { forward: new Array<number>(), both: new Array<number>() };
  // The first round is left out: it meets code that is not warm.
  for (let round = 0; round <= rounds; round++) {
    const begun = performance.now();
    forward.run(data);
    const between = performance.now();
    both.run(data);
    if (round === 0) continue;
    times.forward.push(between - begun);
    times.both.push(performance.now() - between);
  }
  return { ratio: median(times.both) / median(times.forward), rounds };
}

/** What {@link compareGradients} finds: the largest difference from backpropagation's gradient, of all weights. */
export interface Agreement {
  readonly weights: number;
  readonly differences: number;
  readonly forwardMode: number;
}

/** Computes the gradient in all three ways, in float64, and compares each with backpropagation. For small networks. */
export async function compareGradients(size: NetworkSize, distance = 1e-5): Promise<Agreement> {
  const engine = createEngine({ backend: jsBackend(), precision: "f64" });
  const loss = lossOf(size);
  const forward = await engine.compile(loss);
  const both = await engine.compile(valueAndGrad(loss, ["weights"]));
  const along = await engine.compile(jvp(loss, ["weights"]));
  const { x, y, weights } = dataOf(size);
  const { gradients } = both.run({ x, y, weights });
  let found: Agreement = { weights: 0, differences: 0, forwardMode: 0 };
  for (const [name, gradient] of Object.entries(gradients.weights)) {
    for (const [at, expected] of [...gradient.data].entries()) {
      const loses = (by: number): number =>
        forward.run({ x, y, weights: moved(weights, name, at, by) }).data[0] ?? Number.NaN;
      const difference = (loses(distance) - loses(-distance)) / (2 * distance);
      const tangents = { weights: moved(zerosLike(weights), name, at, 1) };
      const tangent = along.run({ inputs: { x, y, weights }, tangents }).tangent.data[0] ?? Number.NaN;
      found = {
        weights: found.weights + 1,
        differences: Math.max(found.differences, Math.abs(difference - expected)),
        forwardMode: Math.max(found.forwardMode, Math.abs(tangent - expected)),
      };
    }
  }
  return found;
}

function lossOf({ width, depth, batch }: NetworkSize) {
  const shapes = Object.entries(weightShapes({ width, depth, batch }));
  const weights = Object.fromEntries(shapes.map(([name, shape]) => [name, f32(...shape)]));
  return trace({ x: f32(batch, width), y: f32(batch, 1), weights }, ({ x, y, weights: given }) => {
    let features: Tensor = x;
    for (let layer = 0; layer <= depth; layer++) {
      const sums = add(matmul(features, weight(given, `w${String(layer)}`)), weight(given, `b${String(layer)}`));
      features = layer < depth ? tanh(sums) : sums;
    }
    return mean(square(sub(features, y)));
  });
}

function weightShapes({ width, depth }: NetworkSize): Readonly<Record<string, readonly number[]>> {
  const layers = Array.from({ length: depth + 1 }, (_, layer) => {
    const outputs = layer < depth ? width : 1;
    return { [`w${String(layer)}`]: [width, outputs], [`b${String(layer)}`]: [outputs] };
  });
  return layers.reduce((shapes, layer) => ({ ...shapes, ...layer }), {});
}

type Numbers = Readonly<Record<string, Float64Array>>;

/** Numbers for all inputs, the weights small enough that no tanh is at its end. */
function dataOf(size: NetworkSize) {
  const scale = 1 / Math.sqrt(size.width);
  const weights = Object.entries(weightShapes(size)).map(
    ([name, shape]) => [name, Float64Array.from(sampleTensor(shape, -scale, scale).data)] as const,
  );
  return {
    x: sampleTensor([size.batch, size.width]),
    y: sampleTensor([size.batch, 1]),
    weights: Object.fromEntries(weights),
  };
}

function zerosLike(weights: Numbers): Numbers {
  return Object.fromEntries(Object.entries(weights).map(([name, { length }]) => [name, new Float64Array(length)]));
}

/** The weights, of which one number is moved. */
function moved(weights: Numbers, name: string, at: number, by: number): Numbers {
  return {
    ...weights,
    [name]: Float64Array.from(weights[name] ?? [], (value, place) => (place === at ? value + by : value)),
  };
}

function weight(weights: Weights, name: string): Tensor {
  const found = weights[name];
  if (found === undefined) throw new TypeError(`There are no weights ${name}.`);
  return found;
}

function operationsOf({ stages }: { readonly stages: ProgramStages }): number {
  return stages.kernels.reduce((sum, kernel) => sum + kernelCost(kernel).flops, 0);
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, extent) => size * extent, 1);
}

function median(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? Number.NaN;
}
