/** What authors get wrong, as variants of right definitions: each is refused by a typed error, or found by describePlugin. */
import {
  defineOp,
  definePlugin,
  sampleTensor,
  type HostTensor,
  type JvpArguments,
  type OpSamples,
  type OpValue,
  type PluginDefinition,
  type Tensor,
  type VjpArguments,
  type VjpThunks,
} from "@rensa/core";
import { mul } from "@rensa/ops";

/** What a mistake is tried as: a plugin and the samples of its ops. */
export interface Tried {
  readonly plugin: PluginDefinition;
  readonly samples: readonly OpSamples[];
}

/** A mistake. */
export interface Mistake {
  readonly name: string;
  /** Pieces of one message, which says what is wrong; the name of the op is looked for besides. */
  readonly says: readonly string[];
  readonly make: () => Tried;
}

/** An op of one input, called by nothing else. */
export type Unary = OpValue & ((x: Tensor) => Tensor);

/** The name of the op in all mistakes. */
export const opName = "tide_surge";

/** The arrays of a host function or a kernel of one input, and of one output or two. */
export type Arrays = readonly [inputs: readonly [HostTensor], outputs: readonly [HostTensor, HostTensor?]];

/** Fills the output with what a function makes of each element. */
export const each =
  (of: (value: number, at: number) => number) =>
  (...[[x], [y]]: Arrays): void => {
    x.data.forEach((value, at) => (y.data[at] = of(value, at)));
  };

/** The vjp of a cube. */
export const cubeVjp = ({ inputs: [x], gradient }: VjpArguments<readonly ["x"]>): VjpThunks => [
  () => mul(mul(x, x), mul(gradient, 3)),
];

/** The jvp of a cube. */
export const cubeJvp = ({ inputs: [x], tangents: [dx] }: JvpArguments<readonly ["x"]>): Tensor =>
  mul(mul(x, x), mul(dx, 3));

/** Cubes by a host function, with other fields and another function: as JavaScript takes them. */
export function hostCube(changes: object, host: object = {}): Unary {
  return defineOp({
    name: opName,
    forward: {
      host: { types: ([x]) => [x], run: ([x], [y]) => y?.data.set(x.data.map((value) => value ** 3)), ...host },
    },
    vjp: cubeVjp,
    call: (apply) => (x: Tensor) => apply([x]),
    ...changes,
  });
}

/** Cubes by a formula, with other fields. */
export function scalarCube(changes: object = {}): Unary {
  return defineOp({
    name: opName,
    forward: { scalar: ([x]) => x.mul(x).mul(x) },
    call: (apply) => (x: Tensor) => apply([x]),
    ...changes,
  });
}

/** An op compared with cubes on positive numbers. */
export function comparedWithCubes(op: Unary, fields: object = {}, sampleFields: object = {}): Tried {
  const samples: OpSamples = {
    op,
    samples: [{ name: "a matrix", inputs: [sampleTensor([2, 3], 0.5, 2)], apply: (x) => op(x), ...sampleFields }],
    reference: (x) => x ** 3,
  };
  return { plugin: pluginOf(op, fields), samples: [samples] };
}

/** A plugin of one op, with whatever fields besides. */
export function pluginOf(op: OpValue, fields: object = {}): PluginDefinition {
  return definePlugin({ name: "rensa-plugin-surge", version: "1.0.0", ops: { surge: op }, ...fields });
}
