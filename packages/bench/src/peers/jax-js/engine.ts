/** jax-js with its wasm backend: whole steps jitted. */
import type { HostTensor } from "@rensa/core";
import {
  isTraining,
  sampleOutput,
  type ConvolutionDescription,
  type GemmDescription,
  type TrainingDescription,
} from "../../workloads/description.ts";
import { channelsFirst, permuted } from "../channels-first.ts";
import { cycle, timeLosses, type BuiltWorkload, type Engine } from "../engine.ts";
import { loadJaxJs, type Jax, type JaxArray, type JaxArrays } from "./library.ts";
import { jaxLoss } from "./models.ts";

/** Loads jax-js. */
export async function jaxJs(): Promise<Engine> {
  const { jax, version } = await loadJaxJs();
  return {
    version,
    build: (description) =>
      isTraining(description)
        ? buildTraining(jax, description)
        : description.kind === "gemm"
          ? buildGemm(jax, description)
          : buildConvolution(jax, description),
  };
}

interface State {
  readonly parameters: JaxArrays;
  readonly first: JaxArrays;
  readonly second: JaxArrays;
  readonly time: JaxArray;
}

function buildTraining(jax: Jax, description: TrainingDescription): BuiltWorkload {
  const { parameters, batches } = description.kind === "cnn" ? channelsFirst(description) : description;
  const zeros = (): JaxArrays => mapValues(parameters, ({ shape }) => jax.numpy.zeros([...shape]));
  let state: State = {
    parameters: mapValues(parameters, (value) => array(jax, value)),
    first: zeros(),
    second: zeros(),
    time: jax.numpy.zeros([]),
  };
  const step = jax.jit((before: State, x: JaxArray, y: JaxArray): [JaxArray, State] => {
    const [loss, gradients] = jax.valueAndGrad((variables: JaxArrays, inputs: JaxArray, labels: JaxArray) =>
      jaxLoss(jax, description, variables, inputs, labels),
    )(mapValues(before.parameters, use), x, y);
    return [loss, adam(jax, description.learningRate, before, gradients)];
  });
  const next = cycle(batches);
  return {
    run: (steps) =>
      timeLosses(steps, () => {
        const { x, y } = next();
        const [loss, after] = step(state, array(jax, x), array(jax, y));
        state = after;
        return loss.item();
      }),
    dispose: () => {
      for (const arrays of [state.parameters, state.first, state.second]) mapValues(arrays, (each) => each.dispose());
    },
  };
}

/** One update of Adam (Kingma and Ba 2015). */
function adam(jax: Jax, rate: number, before: State, gradients: JaxArrays): State {
  const time = before.time.add(1);
  const first = mapValues(gradients, (g, name) => of(before.first, name).mul(0.9).add(g.ref.mul(0.1)));
  const second = mapValues(gradients, (g, name) =>
    of(before.second, name).mul(0.999).add(jax.numpy.square(g).mul(0.001)),
  );
  const firstScale = jax.numpy.power(0.9, time.ref).neg().add(1);
  const secondScale = jax.numpy.power(0.999, time.ref).neg().add(1);
  const parameters = mapValues(before.parameters, (parameter, name) => {
    const deviation = jax.numpy.sqrt(of(second, name).ref.div(secondScale.ref)).add(1e-8);
    return parameter.sub(of(first, name).ref.div(firstScale.ref).div(deviation).mul(rate));
  });
  return { parameters, first, second, time };
}

function buildGemm(jax: Jax, { a, b, transposeA, transposeB }: GemmDescription): BuiltWorkload {
  const maybe = (matrix: JaxArray, transposed: boolean): JaxArray =>
    transposed ? jax.numpy.matrixTranspose(matrix) : matrix;
  const products = jax.jit((left: JaxArray[], right: JaxArray): JaxArray[] =>
    left.map((matrix) => jax.numpy.matmul(maybe(matrix, transposeA), maybe(right.ref, transposeB))),
  );
  const left = a.map((matrix) => array(jax, matrix));
  const right = array(jax, b);
  return layer(
    [...left, right],
    () => products(left.map(use), right.ref),
    () => null,
  );
}

function buildConvolution(jax: Jax, description: ConvolutionDescription): BuiltWorkload {
  const { depthwise } = description;
  const x = array(jax, permuted(description.x, [0, 3, 1, 2]));
  // A depthwise filter has no inner channels: its channels are groups, which lead.
  const filters = array(jax, permuted(description.filters, depthwise ? [2, 3, 0, 1] : [3, 2, 0, 1]));
  const gradient = array(jax, permuted(description.gradient, [0, 3, 1, 2]));
  const options = { featureGroupCount: depthwise ? (description.x.shape[3] ?? 1) : 1 };
  const step = jax.jit((input: JaxArray, windows: JaxArray, cotangent: JaxArray): JaxArray[] => {
    const [output, pull] = jax.vjp(
      (from: JaxArray, by: JaxArray) => jax.lax.convGeneralDilated(from, by, [1, 1], "SAME", options),
      [input, windows],
    );
    return [output, ...pull(cotangent)];
  });
  const back = [[0, 2, 3, 1], [0, 2, 3, 1], depthwise ? [2, 3, 0, 1] : [2, 3, 1, 0]];
  return layer(
    [x, filters, gradient],
    () => step(x.ref, filters.ref, gradient.ref),
    (at) => back[at] ?? null,
  );
}

function layer(
  operands: readonly JaxArray[],
  step: () => readonly JaxArray[],
  orderOf: (output: number) => readonly number[] | null,
): BuiltWorkload {
  return {
    run: async (steps) => {
      let results: readonly JaxArray[] = [];
      const start = performance.now();
      for (let at = 0; at < steps; at++) {
        for (const result of results) result.dispose();
        results = step();
        await Promise.all(results.map((result) => result.blockUntilReady()));
      }
      const milliseconds = performance.now() - start;
      const values = results.flatMap((result, at) => {
        const order = orderOf(at);
        const host: HostTensor = { shape: [...result.shape], dtype: "f32", data: Float32Array.from(result.dataSync()) };
        return sampleOutput(order === null ? host.data : permuted(host, order).data);
      });
      return { milliseconds, values };
    },
    dispose: () => {
      for (const operand of operands) operand.dispose();
    },
  };
}

function array(jax: Jax, { data, shape, dtype }: HostTensor): JaxArray {
  return jax.numpy.array(data, { shape: [...shape], dtype: dtype === "i32" ? "int32" : "float32" });
}

function use(array: JaxArray): JaxArray {
  return array.ref;
}

function of(arrays: JaxArrays, name: string): JaxArray {
  const found = arrays[name];
  if (found === undefined) throw new TypeError(`There is no array ${name}.`);
  return found;
}

function mapValues<From, To>(
  from: Readonly<Record<string, From>>,
  change: (value: From, name: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(from).map(([name, value]) => [name, change(value, name)]));
}
