/** What recurrent parameters start from. */
import { full, type Shape, type Tensor } from "@rensa/core";
import { add, concat, splitKey } from "@rensa/ops";
import { zeros } from "../initializers/constant.ts";
import { glorotUniform } from "../initializers/glorot.ts";
import type { Initializer } from "../initializers/initializer.ts";
import { orthogonal } from "../initializers/orthogonal.ts";
import { keyFor } from "../layers/key-for.ts";
import type { Key } from "../model.ts";
import type { RecurrentParameters } from "./gates.ts";

/** What the parameters start from; those of each gate are drawn by themselves. */
export interface RecurrentInitializers {
  /** For a gate's weights of the inputs, `[inputs, units]`. Default: `glorotUniform()`. */
  readonly inputInitializer?: Initializer;
  /** For a gate's weights of the hidden state, `[units, units]`. Default: `orthogonal()`. */
  readonly hiddenInitializer?: Initializer;
  /** For both biases of a gate, `[units]`. Default: `zeros()`. */
  readonly biasInitializer?: Initializer;
}

/** The size of a cell. */
export interface CellSize {
  readonly inputs: number;
  readonly units: number;
  /** What is added to the first bias of each gate at the start: as many numbers as there are gates. */
  readonly offsets: readonly number[];
}

/** The parameters of a cell of gates from one key. */
export function initialParameters(
  key: Key,
  { inputs, units, offsets }: CellSize,
  initializers: RecurrentInitializers,
): RecurrentParameters {
  const {
    inputInitializer = glorotUniform(),
    hiddenInitializer = orthogonal(),
    biasInitializer = zeros(),
  } = initializers;
  /** As many as there are gates, side by side. */
  const gates = <S extends Shape>(
    initializer: Initializer,
    name: string,
    shape: S,
    rows: number,
  ): Tensor<Shape, "f32"> =>
    concat(
      splitKey(keyFor(key, name), offsets.length).map((each) =>
        initializer(each, shape, { inputs: rows, outputs: units }),
      ),
      -1,
    );
  const inputBias = gates(biasInitializer, "inputBias", [units], inputs);
  const offset: Tensor = concat(offsets.map((number) => full([units], number)));
  const parameters = {
    inputWeights: gates(inputInitializer, "inputWeights", [inputs, units], inputs),
    hiddenWeights: gates(hiddenInitializer, "hiddenWeights", [units, units], units),
    inputBias: offsets.every((number) => number === 0) ? inputBias : add(inputBias, offset),
    hiddenBias: gates(biasInitializer, "hiddenBias", [units], units),
  };
  return parameters as RecurrentParameters;
}
