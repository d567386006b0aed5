/** Recurrent layers against PyTorch, with the same weights. */
import type { Shape, Tensor } from "@rensa/core";
import { relu } from "@rensa/ops";
import { afterAll, describe, expect, it } from "vitest";
import type { Rows } from "../src/recurrent/cell.ts";
import { bidirectional, type BidirectionalParameters } from "../src/recurrent/bidirectional.ts";
import type { RecurrentParameters } from "../src/recurrent/gates.ts";
import { gru } from "../src/recurrent/gru.ts";
import { lstm, type LstmState } from "../src/recurrent/lstm.ts";
import { simpleRnn } from "../src/recurrent/simple-rnn.ts";
import {
  differencesFromTorch,
  inference,
  initialShapes,
  parameterShapes,
  referenceCase,
  settings,
} from "./recurrent-reference.ts";

afterAll(() => settings.wasm.options.backend.close());

interface Given<P> {
  readonly parameters: P;
  readonly inputs: Tensor<Shape, "f32">;
}

const layers = {
  simpleRnn: simpleRnn(3, 3),
  "simpleRnn, relu, last": simpleRnn(3, 3, { activation: relu, output: "last" }),
  lstm: lstm(3, 3),
  "lstm, last": lstm(3, 3, { output: "last" }),
  gru: gru(3, 3),
  "gru, last": gru(3, 3, { output: "last" }),
};
const both = {
  "bidirectional simpleRnn": bidirectional(simpleRnn(3, 3)),
  "bidirectional lstm": bidirectional(lstm(3, 3)),
  "bidirectional gru": bidirectional(gru(3, 3)),
  "bidirectional gru, last": bidirectional(gru(3, 3, { output: "last" })),
};
/** Given a state too; the state's gradients are compared as well. */
const carried = {
  "simpleRnn, initial state": ({ parameters, inputs, state }: Given<RecurrentParameters> & { readonly state: Rows }) =>
    simpleRnn(3, 3).run(parameters, inputs, { initialState: state }).outputs,
  "lstm, initial state": ({ parameters, inputs, state }: Given<RecurrentParameters> & { readonly state: LstmState }) =>
    lstm(3, 3).run(parameters, inputs, { initialState: state }).outputs,
  "gru, initial state": ({ parameters, inputs, state }: Given<RecurrentParameters> & { readonly state: Rows }) =>
    gru(3, 3).run(parameters, inputs, { initialState: state }).outputs,
};

const calls = new Map<string, (given: never) => Tensor>([
  ...Object.entries(layers).map(([name, layer]): [string, (given: never) => Tensor] => [
    name,
    ({ parameters, inputs }: Given<RecurrentParameters>) => layer.apply(parameters, inputs, inference),
  ]),
  ...Object.entries(both).map(([name, layer]): [string, (given: never) => Tensor] => [
    name,
    ({ parameters, inputs }: Given<BidirectionalParameters<RecurrentParameters>>) =>
      layer.apply(parameters, inputs, inference),
  ]),
  ...Object.entries(carried),
]);

describe("outputs and all gradients are PyTorch's", () => {
  it.each([...calls])("of %s, in float64", async (name, call) => {
    expect(await differencesFromTorch(referenceCase(name), call, settings.oracle)).toEqual([]);
  });

  it.each(["simpleRnn", "lstm", "gru", "bidirectional gru"])("of %s, in float32 on WebAssembly", async (name) => {
    const call = calls.get(name) as (given: never) => Tensor;
    expect(await differencesFromTorch(referenceCase(name), call, settings.wasm)).toEqual([]);
  });

  it.each(Object.entries({ ...layers, ...both }))(
    "and so are the parameters' names and shapes of %s",
    (name, layer) => {
      expect(initialShapes((key) => layer.initialize(key))).toEqual(parameterShapes(referenceCase(name)));
    },
  );
});
