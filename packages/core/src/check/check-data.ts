/** The data on which passes are checked: what the caller gave, and the extremes. */
import { isFloat, type TypedArray } from "../graph/dtype.ts";
import type { HostTensor } from "../graph/host-tensor.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import { emptyTensor } from "./evaluate.ts";
import { normal, randomOf, type Random } from "./random.ts";

/** Values of a graph's inputs, in their order, with words that say which they are. */
export interface DataSet {
  readonly name: string;
  readonly inputs: readonly HostTensor[];
}

/** Makes one element of a float tensor. */
type Draw = (random: Random) => number;

const extremes: Readonly<Record<string, Draw>> = {
  zeros: () => 0,
  negative: (random) => -Math.abs(normal(random)),
  large: (random) => normal(random) * 1e30,
  infinities: (random) => oneOf(random, [Infinity, -Infinity, 0, 1, normal(random)]),
  NaN: (random) => oneOf(random, [Number.NaN, normal(random), normal(random)]),
};

/**
 * What a graph is checked on: the given values, where some are given, else some by chance; then, unless they are not wanted,
 * the extremes. Inputs of integers and bools keep the given values, which are indices or keys more often than not.
 */
export function dataSets(
  types: readonly TensorType[],
  given: readonly (HostTensor | undefined)[],
  options: { readonly seed: number; readonly extremes: boolean },
): readonly DataSet[] {
  const random = randomOf(options.seed);
  const usual = types.map((type, at) => given[at] ?? drawn(type, normal, random));
  const isGiven = given.some((tensor) => tensor !== undefined);
  const sets: DataSet[] = [{ name: isGiven ? "the given data" : "data by chance", inputs: usual }];
  if (!options.extremes || !types.some(({ dtype }) => isFloat(dtype))) return sets;
  for (const [name, draw] of Object.entries(extremes)) {
    const inputs = types.map((type, at) =>
      isFloat(type.dtype) ? drawn(type, draw, random) : (usual[at] ?? emptyTensor(type)),
    );
    sets.push({ name, inputs });
  }
  return sets;
}

/** A tensor of elements by chance. */
function drawn(type: TensorType, draw: Draw, random: Random): HostTensor {
  const tensor = emptyTensor(type);
  const data: TypedArray = tensor.data;
  const single = type.dtype === "f32";
  for (let at = 0; at < data.length; at++) {
    if (isFloat(type.dtype)) data[at] = single ? Math.fround(draw(random)) : draw(random);
    else data[at] = type.dtype === "bool" ? Number(random() < 0.5) : Math.floor(random() * 4);
  }
  return tensor;
}

function oneOf(random: Random, choices: readonly number[]): number {
  return choices[Math.floor(random() * choices.length)] ?? 0;
}
