/** What a run reads and keeps, by name. */
import type { TypedArray } from "../graph/dtype.ts";
import { RensaError } from "../graph/error.ts";
import type { HostTensor } from "../graph/host-tensor.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import { readTensor } from "./read-tensor.ts";

/** An input, an output or a state. */
export interface NamedType {
  readonly name: string;
  readonly type: TensorType;
}

/** An output that is no state, with the buffer in which it stands. */
export interface Result extends NamedType {
  readonly buffer: string;
}

/** Gives the values of a buffer. */
export type View = (name: string) => TypedArray;

/** Values by name. */
export type Values = ReadonlyMap<string, HostTensor>;

/** Where results are read. */
export interface RunEnd {
  /** Results that are state as it was. */
  readonly oldState: Values;
  readonly view: View;
}

/** What a program reads and writes. */
export interface NamedBuffers {
  readonly inputs: readonly NamedType[];
  readonly state: readonly NamedType[];
  readonly results: readonly Result[];
  /** The results that are state as it was before the run. */
  readonly oldState: readonly Result[];
}

/** What stands in the buffer of its own name. */
export function withBuffers(named: readonly NamedType[]): readonly Result[] {
  return named.map(({ name, type }) => ({ name, type, buffer: name }));
}

/** Copies of what stands in buffers. */
export function valuesIn(view: View, wanted: readonly Result[]): Values {
  return new Map(wanted.map(({ name, type, buffer }) => [name, readTensor(type, view(buffer))]));
}

/** The data of a value. */
export function dataOf(values: Values, name: string): TypedArray {
  const tensor = values.get(name);
  if (tensor === undefined) throw new RensaError("INTERNAL", `The value ${name} was not kept.`);
  return tensor.data;
}

/** Values as tensors of their types. */
export function tensorsOf(named: readonly NamedType[], values: Values): readonly HostTensor[] {
  return named.map(({ name, type }) => ({ ...type, data: dataOf(values, name) }));
}
