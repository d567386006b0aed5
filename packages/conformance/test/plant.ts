/** What planted mistakes are made of: ops that are right, until something spoils them. */
import {
  defineOp,
  sampleTensor,
  type Attributes,
  type HostTensor,
  type OpSample,
  type OpSamples,
  type OpValue,
  type Tensor,
  type TensorType,
  type Traits,
  type VjpArguments,
  type VjpThunks,
} from "@rensa/core";
import { mul } from "@rensa/ops";

/** A mistake, and the names of the checks that have to see it: these, and no others. */
export interface Plant {
  readonly mistake: string;
  readonly samples: OpSamples;
  readonly seenBy: readonly string[];
  /** The samples in which it is seen. Default: all. */
  readonly inSamples?: readonly string[];
}

/** An op of one operand. */
export type Unary = OpValue & ((x: Tensor, attributes?: Attributes) => Tensor);

/** The function of a host op of one operand and one result. */
export type Run = (x: HostTensor, y: HostTensor, attributes: Attributes) => void;

interface HostParts {
  readonly run: Run;
  readonly types?: (inputs: readonly TensorType[]) => readonly TensorType[];
  readonly vjp?: (context: VjpArguments) => VjpThunks;
  readonly attributes?: Attributes;
  readonly traits?: Traits;
}

/** A host op; without a vjp it has no derivative. */
export function hostOp(name: string, { run, types, vjp, attributes = {}, traits = {} }: HostParts): Unary {
  return defineOp({
    name,
    attributes,
    forward: {
      host: {
        types: types ?? ((inputs) => inputs),
        run: ([x], [y], given) => {
          if (y !== undefined) run(x, y, given);
        },
      },
    },
    ...(vjp === undefined ? { nonDifferentiable: "it is planted" } : { vjp }),
    traits,
    call:
      (apply) =>
      (x: Tensor, given: Attributes = {}) =>
        apply([x], given),
  });
}

/** The product, of tensors whose shapes are not known to TypeScript. */
export const times = (a: Tensor, b: Tensor): Tensor => mul(a, b);

const triple = defineOp({ name: "triple_square", forward: { scalar: ([x]) => x.mul(x).mul(3) } });

/** The slope of a cube, 3 x². */
export const slopeOf = (x: Tensor): Tensor => triple(x);

/** The vjp of a cube. */
export const cubeVjp = ({ inputs: [x], gradient }: VjpArguments): VjpThunks => [
  () => times(gradient, slopeOf(x ?? gradient)),
];

/** Fills the result with cubes, and then spoils it. */
export const cubes =
  (spoil: Run = () => undefined): Run =>
  (x, y, attributes) => {
    x.data.forEach((value, at) => (y.data[at] = value ** 3));
    spoil(x, y, attributes);
  };

/** Fills the result with the operand. */
export const copies: Run = (x, y) => {
  y.data.set(x.data);
};

/** A call that stands here, not in a file of samples. */
export const callElsewhere =
  (op: Unary): OpSample["apply"] =>
  (x) =>
    op(x);

/** Samples of an op that cubes. */
export function samplesOf(op: Unary, more: Partial<OpSamples> = {}, sample: Partial<OpSample> = {}): OpSamples {
  const one: OpSample = { name: "a vector", inputs: [sampleTensor([7])], apply: (x) => op(x), ...sample };
  return { op, samples: [one], reference: (x) => x ** 3, ...more };
}

/** Samples of cubes that are spoiled, and have no derivative. */
export function spoiledCubes(spoil: Run, sample: Partial<OpSample> = {}): OpSamples {
  return samplesOf(hostOp("cube", { run: cubes(spoil) }), {}, sample);
}

/** Samples of right cubes with a given vjp. */
export function cubesWith(vjp: (context: VjpArguments) => VjpThunks): OpSamples {
  return samplesOf(hostOp("cube", { run: cubes(), vjp }));
}

/** Samples whose result is written down. */
export function writtenDown(
  run: Run,
  inputs: readonly HostTensor[],
  expected: NonNullable<OpSample["expected"]>,
): OpSamples {
  const op = hostOp("written", { run });
  return { op, samples: [{ name: "a vector", inputs, apply: (x) => op(x), expected }] };
}

/** Whether a tensor is another part of its buffer than the first that was seen: a later example of a batch. */
export function laterExamples(): (tensor: HostTensor) => boolean {
  const first = new WeakMap<ArrayBufferLike, number>();
  return ({ data: { buffer, byteOffset } }) => {
    const known = first.get(buffer) ?? byteOffset;
    first.set(buffer, known);
    return known !== byteOffset;
  };
}

/** Writes a value at a place of what is right. */
export const put =
  (at: number, value: number): Run =>
  (_, y) => {
    y.data[at] = value;
  };
