/** Runs of programs whose values stand elsewhere. Loaded where there are some. */
import { RensaError } from "../graph/error.ts";
import type { HostTensor } from "../graph/host-tensor.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import { doLater } from "./asked-runs.ts";
import type { Storage } from "./backend.ts";
import type { IndicesCheck } from "./check-indices.ts";
import type { FiniteCheck } from "./finite-check.ts";
import { readTensor } from "./read-tensor.ts";
import {
  dataOf,
  tensorsOf,
  valuesIn,
  withBuffers,
  type NamedBuffers,
  type Result,
  type RunEnd,
  type Values,
  type View,
} from "./run-values.ts";
import type { CheckedData } from "./tensor-data.ts";
import type { Turns } from "./turns.ts";

/** What runs, and what looks at its values. */
export interface RunElsewhere {
  readonly storage: Storage;
  readonly runAsync: () => Promise<void>;
  readonly turns: Turns;
  readonly indices: IndicesCheck | null;
  readonly finite: FiniteCheck | null;
}

/** Queues a run: all of it at once, where nothing must be looked at in between, and no run that is looked at is under way. */
export async function runElsewhere(
  checked: readonly CheckedData[],
  parts: RunElsewhere,
  named: NamedBuffers,
): Promise<RunEnd> {
  const { turns, indices, finite } = parts;
  const isWatched = indices !== null || finite !== null;
  if (!isWatched && turns.isFree) return runUnwatched(checked, parts, named);
  const held = checked.map(({ name, values }): CheckedData => ({ name, values: values.slice() }));
  return turns.queue(() => (isWatched ? runWatched : runUnwatched)(held, parts, named));
}

async function runUnwatched(
  checked: readonly CheckedData[],
  { storage, runAsync }: RunElsewhere,
  named: NamedBuffers,
): Promise<RunEnd> {
  for (const { name, values } of checked) storage.write(name, values);
  const [oldState, , view] = await Promise.all([
    fetchValues(storage, named.oldState),
    runAsync(),
    fetchArrays(storage, named.results),
  ]);
  return { oldState, view };
}

/** A run whose values are looked at before and after it. */
async function runWatched(checked: readonly CheckedData[], parts: RunElsewhere, named: NamedBuffers): Promise<RunEnd> {
  const { storage, runAsync, indices, finite } = parts;
  for (const { name, values } of checked) storage.write(name, values);
  const oldState = await fetchValues(storage, named.oldState);
  const before = await fetchValues(storage, withBuffers([...named.inputs, ...named.state]));
  const inputs = tensorsOf(named.inputs, before);
  if (indices !== null) await doLater(indices.expectInside(inputs));
  await runAsync();
  if (finite !== null) {
    const view = await fetchArrays(storage, [...finite.outputs, ...withBuffers(named.state)]);
    const read = (buffer: string, type: TensorType): HostTensor => readTensor(type, view(buffer));
    const restore = (): void => {
      for (const { name } of named.state) storage.write(name, dataOf(before, name));
    };
    await doLater(finite.expectFinite({ inputs, read, restore }));
  }
  return { oldState, view: await fetchArrays(storage, named.results) };
}

async function fetchArrays(storage: Storage, wanted: readonly { readonly buffer: string }[]): Promise<View> {
  const names = [...new Set(wanted.map(({ buffer }) => buffer))];
  const arrays = names.length === 0 ? [] : await storage.read(names);
  const found = new Map(names.map((name, at) => [name, arrays[at]]));
  return (name) => {
    const array = found.get(name);
    if (array === undefined) throw new RensaError("INTERNAL", `The buffer ${name} was not read.`);
    return array;
  };
}

async function fetchValues(storage: Storage, wanted: readonly Result[]): Promise<Values> {
  return valuesIn(await fetchArrays(storage, wanted), wanted);
}
