/** Recurrent layers: loops, steps, parts of sequences, directions, and what parameters start from. */
import { jsBackend } from "@rensa/backend-js";
import {
  compile,
  f32,
  full,
  gradientsOf,
  i32,
  RensaError,
  sampleTensor,
  trace,
  traceTree,
  type Shape,
  type Tensor,
  type TensorTree,
} from "@rensa/core";
import { difference } from "@rensa/core/compiler";
import { add, flip, mul, slice, stack, sub, sum } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { defaultPasses } from "../../rensa/src/pipeline.ts";
import { filledWith } from "../src/initializers/constant.ts";
import type { Layer } from "../src/layer.ts";
import { sequential } from "../src/layers/sequential.ts";
import type { Key } from "../src/model.ts";
import { bidirectional } from "../src/recurrent/bidirectional.ts";
import type { RecurrentCell, Rows } from "../src/recurrent/cell.ts";
import type { RecurrentParameters } from "../src/recurrent/gates.ts";
import { gru, gruStep } from "../src/recurrent/gru.ts";
import { lstm, lstmStep } from "../src/recurrent/lstm.ts";
import { recurrent, type RecurrentLayer } from "../src/recurrent/recurrent.ts";
import { simpleRnn, simpleRnnStep } from "../src/recurrent/simple-rnn.ts";
import { evaluate, fixedLike } from "./evaluate-layer.ts";
import { inference, initialShapes } from "./recurrent-reference.ts";

const x = sampleTensor([2, 5, 3], -1, 1, "f32");

type Inputs = Tensor<readonly [2, 5, 3], "f32">;

/** Whether two results of an evaluation are the same within 1e-12. */
async function expectSame<P extends TensorTree>(
  initialize: (key: Key) => P,
  body: (parameters: P, x: Inputs) => readonly [found: Tensor, wanted: Tensor],
): Promise<void> {
  const results = await evaluate({ x }, ({ x: inputs }, key) => {
    const [found, wanted] = body(fixedLike(initialize(key)), inputs as Inputs);
    return { found, wanted };
  });
  const { found, wanted } = results;
  expect(found?.shape).toEqual(wanted?.shape);
  expect(wanted?.data.some((value) => value !== 0)).toBe(true);
  expect(difference(found?.data ?? [], wanted?.data ?? [], 1e-12)).toBeNull();
}

/** The inputs of one step. */
function at(inputs: Inputs, time: number): Rows {
  return sum(slice(inputs, [0, time, 0], [2, time + 1, 3]), 1);
}

function part(inputs: Inputs, from: number, to: number): Tensor<Shape, "f32"> {
  return slice(inputs, [0, from, 0], [2, to, 3]);
}

type AnyState = RecurrentLayer<RecurrentParameters, TensorTree, 3, 4, "sequence">;
const layers: readonly AnyState[] = [simpleRnn(3, 4), gru(3, 4), lstm(3, 4)];

describe.each(layers)("$kind", (layer) => {
  const initialize = (from: Key): RecurrentParameters => layer.initialize(from);

  it("computes in a loop what its step computes one by one", async () => {
    await expectSame(initialize, (parameters, inputs) => {
      const outputs: Tensor[] = [];
      let state = layer.cell.initialState(2);
      for (let time = 0; time < 5; time++) {
        const [output, next] = layer.step(parameters, state, at(inputs, time));
        outputs.push(output);
        state = next;
      }
      return [layer.apply(parameters, inputs, inference), stack(outputs, 1)];
    });
  });

  it("goes on from a state as if the sequence had not been cut", async () => {
    await expectSame(initialize, (parameters, inputs) => {
      const first = layer.run(parameters, part(inputs, 0, 2));
      const second = layer.run(parameters, part(inputs, 2, 5), { initialState: first.state });
      return [second.outputs, part(layer.apply(parameters, inputs, inference) as never, 2, 5)].map((each) =>
        slice(each, [0, 0, 0], [2, 3, 3]),
      ) as [Tensor, Tensor];
    });
  });

  it("runs in reverse as over flipped inputs, with outputs in their places", async () => {
    await expectSame(initialize, (parameters, inputs) => [
      layer.run(parameters, inputs, { reverse: true }).outputs,
      flip(layer.run(parameters, flip(inputs, 1)).outputs, 1),
    ]);
  });

  it("gives with `last` the last of all outputs", async () => {
    await expectSame(initialize, (parameters, inputs) => {
      const all = layer.apply(parameters, inputs, inference);
      const last = recurrent(layer.cell, { output: "last" }).apply(parameters, inputs, inference);
      return [last, sum(slice(all, [0, 4, 0], [2, 5, 4]), 1)];
    });
  });

  it("has as many kernels for 64 steps as for 8, gradients included", async () => {
    const shapes = initialShapes((from) => layer.initialize(from));
    const types = Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, f32(...shape)]));
    const count = async (time: number): Promise<number> => {
      const traced = traceTree<{ parameters: unknown; x: unknown }, unknown>(
        { parameters: types, x: f32(2, time, 3) },
        (given: { readonly parameters: RecurrentParameters; readonly x: Tensor<readonly [2, number, 3], "f32"> }) => {
          const outputs = layer.apply(given.parameters, given.x, inference);
          return gradientsOf(sum(mul(outputs, outputs)), given);
        },
      );
      const { stages } = await compile(traced, { backend: jsBackend(), passes: defaultPasses });
      return stages.kernels.length;
    };
    expect(await count(64)).toBe(await count(8));
  });

  it("starts from orthogonal gates of the hidden state, each of its own", async () => {
    const { hiddenWeights: weights } = await evaluate({}, (_given, key) => initialize(key));
    const columns = weights?.shape[1] ?? 0;
    const column = (gate: number, unit: number): number[] =>
      [0, 1, 2, 3].map((row) => weights?.data[row * columns + gate * 4 + unit] ?? Number.NaN);
    const dot = (a: readonly number[], b: readonly number[]): number =>
      a.reduce((total, value, place) => total + value * (b[place] ?? Number.NaN), 0);
    const gates = Array.from({ length: columns / 4 }, (_, gate) => [0, 1, 2, 3].map((unit) => column(gate, unit)));
    for (const gate of gates) {
      gate.forEach((a, i) => {
        gate.forEach((b, j) => {
          expect(dot(a, b)).toBeCloseTo(i === j ? 1 : 0, 12);
        });
      });
    }
    expect(new Set(gates.map((gate) => gate[0]?.[0])).size).toBe(gates.length);
  });

  it("refuses other inputs and states, and says what it reads", () => {
    const applied =
      (shape: readonly number[], initialState?: () => TensorTree): (() => unknown) =>
      () =>
        trace(
          { key: i32(2), x: f32(...shape) },
          (given) =>
            layer.run(layer.initialize(given.key), given.x, initialState && { initialState: initialState() }).outputs,
        );
    expect(applied([2, 5, 4])).toThrow(new RegExp(`${layer.kind}: takes 3 features`));
    expect(applied([5, 3])).toThrow(/reshape it to \[batch, time, features\]/);
    expect(applied([2, 5, 3], () => ({ other: full([2, 4], 0) }))).toThrow(
      /initial state.* is missing and must be f32\[2,4\]/,
    );
    const wrong = (): TensorTree =>
      layer.kind === "lstm" ? { hidden: full([2, 4], 0), cell: full([1, 4], 0) } : full([1, 4], 0);
    expect(applied([2, 5, 3], wrong)).toThrow(/initial state.* is f32\[1,4\] and must be f32\[2,4\]/);
  });
});

describe("the steps as functions", () => {
  it("are those of the layers", async () => {
    await expectSame(
      (from) => gru(3, 4).initialize(from),
      (parameters, inputs) => {
        const hidden = full([2, 4], 0.2);
        return [gruStep(parameters, hidden, at(inputs, 0)), gru(3, 4).step(parameters, hidden, at(inputs, 0))[0]];
      },
    );
    await expectSame(
      (from) => lstm(3, 4).initialize(from),
      (parameters, inputs) => {
        const state = { hidden: full([2, 4], 0.2), cell: full([2, 4], 0.4) };
        const [, next] = lstm(3, 4).step(parameters, state, at(inputs, 0));
        const found = lstmStep(parameters, state, at(inputs, 0));
        return [stack([found.hidden, found.cell]), stack([next.hidden, next.cell])];
      },
    );
    await expectSame(
      (from) => simpleRnn(3, 4).initialize(from),
      (parameters, inputs) => {
        const hidden = full([2, 4], 0.2);
        const [wanted] = simpleRnn(3, 4).step(parameters, hidden, at(inputs, 0));
        return [simpleRnnStep(parameters, hidden, at(inputs, 0)), wanted];
      },
    );
  });
});

describe("lstm", () => {
  it("starts with a forget gate's bias of 1, or as told", async () => {
    const biasOf = async (layer: Layer): Promise<readonly number[]> =>
      Array.from((await evaluate({}, (_given, key) => layer.initialize(key)))["inputBias"]?.data ?? []);
    expect(await biasOf(lstm(3, 2) as Layer)).toEqual([0, 0, 1, 1, 0, 0, 0, 0]);
    expect(await biasOf(lstm(3, 2, { forgetBias: 0 }) as Layer)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    const high = lstm(3, 2, { forgetBias: 2, biasInitializer: filledWith(0.5) }) as Layer;
    expect(await biasOf(high)).toEqual([0.5, 0.5, 2.5, 2.5, 0.5, 0.5, 0.5, 0.5]);
  });
});

describe("bidirectional", () => {
  const layer = gru(3, 4);
  const combined = {
    sum: (forward: Tensor, backward: Tensor) => add(forward, backward),
    average: (forward: Tensor, backward: Tensor) => mul(add(forward, backward), 0.5),
    multiply: (forward: Tensor, backward: Tensor) => mul(forward, backward),
  };
  it.each(Object.entries(combined))("combines both directions by %s", async (name, combine) => {
    const both = bidirectional(layer, name as keyof typeof combined);
    await expectSame(
      (from) => both.initialize(from),
      (parameters, inputs) => [
        both.apply(parameters, inputs, inference),
        combine(
          layer.run(parameters.forward, inputs).outputs,
          layer.run(parameters.backward, inputs, { reverse: true }).outputs,
        ),
      ],
    );
  });

  it("gives the directions parameters of their own", async () => {
    const parameters = await evaluate({}, (_given, key) => bidirectional(layer).initialize(key));
    expect(parameters["forward.inputWeights"]?.data).not.toEqual(parameters["backward.inputWeights"]?.data);
  });
});

describe("a cell of one's own", () => {
  type Drift = Readonly<{ speed: Tensor<readonly [3], "f32"> }>;
  type Place = Readonly<{ place: Rows; way: Rows }>;
  /** Moves towards its inputs, and counts how far it went. */
  const drift: RecurrentCell<Drift, Place, 3, 3, "drift"> = {
    kind: "drift",
    inputs: 3,
    units: 3,
    initialize: () => ({ speed: full([3], 0.5) }),
    initialState: (batch) => ({ place: full([batch, 3], 0), way: full([batch, 3], 1) }),
    project: (_parameters, inputs) => mul(inputs, 2),
    advance: ({ speed }, { place, way }, projected) => {
      const move = mul(sub(projected, place), speed);
      return { place: add(place, move), way: add(way, mul(move, move)) };
    },
    outputOf: ({ way }) => way,
  };

  it("becomes a layer", async () => {
    const { all } = await evaluate({ x }, ({ x: inputs }, key) => ({
      all: recurrent(drift).apply(drift.initialize(key), inputs as Inputs, inference),
    }));
    const wanted = [0, 1].flatMap((batch) => {
      const place = [0, 0, 0];
      const way = [1, 1, 1];
      return [0, 1, 2, 3, 4].flatMap((time) =>
        [0, 1, 2].map((feature) => {
          const move = (2 * (x.data[(batch * 5 + time) * 3 + feature] ?? 0) - (place[feature] ?? 0)) * 0.5;
          place[feature] = (place[feature] ?? 0) + move;
          return (way[feature] = (way[feature] ?? 0) + move * move);
        }),
      );
    });
    expect(difference(all?.data ?? [], wanted, 1e-12)).toBeNull();
  });
});

describe("options in words", () => {
  it("are refused where there is no such word", () => {
    expect(() => gru(3, 4, { output: "first" as "last" })).toThrow(
      'gru: the output is "first"; give one of "sequence"',
    );
    expect(() => bidirectional(gru(3, 4), "toString" as "sum")).toThrow('the combination is "toString"');
  });
});

describe("sequential", () => {
  it("stacks recurrent layers", async () => {
    const [below, above] = [gru(3, 4), bidirectional(lstm(4, 2, { output: "last" }))];
    const stacked = sequential(below, above);
    await expectSame(
      (from) => stacked.initialize(from),
      (parameters, inputs) => [
        stacked.apply(parameters, inputs, inference),
        above.apply(parameters.bidirectional_1, below.apply(parameters.gru_1, inputs, inference), inference),
      ],
    );
  });
});

describe("sizes", () => {
  it.each([
    ["simpleRnn", () => simpleRnn(0, 4), "simpleRnn: the number of inputs is 0"],
    ["lstm", () => lstm(3, 1.5), "lstm: the number of units is 1.5"],
    ["gru", () => gru(3, -1), "gru: the number of units is -1"],
  ])("are refused where %s is made", (_name, make, sentence) => {
    expect(make).toThrow(RensaError);
    expect(make).toThrow(sentence);
  });
});
